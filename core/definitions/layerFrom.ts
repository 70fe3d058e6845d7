import type { JsonObject } from '../lib/json.ts';
import { memoryOf, patchContent } from './applyLayer.ts';
import { definitionId } from './kind.ts';
import { patchFrom } from './patchFrom.ts';
import { rememberBase } from './rememberBase.ts';
import type { Definition } from './types.ts';

/**
 * The patch that makes `document` of the definition of another package, with what it replaces there (`x-base`), so that
 * an upgrade of that package is merged instead of hidden. Undefined when the document says nothing of its own. A
 * document that is a patch already stays as it is, and gets the `x-base` that it lacks.
 */
export function layerFrom(base: Definition, document: JsonObject): JsonObject | undefined {
  const { $schema = `kiln:${base.kind}`, $id = base.name, ...content } = document;
  if (document['x-patch'] === true) return withBase(base, { $schema, $id, ...content });
  const { $schema: _schema, $id: _id, ...own } = base.document;
  const patch = patchFrom(own, $id === base.name ? content : { ...content, 'x-id': definitionId(base) });
  return patch || $id !== base.name ? withBase(base, { $schema, $id, 'x-patch': true, ...patch }) : undefined;
}

function withBase(base: Definition, document: JsonObject): JsonObject {
  const patch: Definition = { ...base, name: String(document.$id), document };
  if (memoryOf(patch)) return document;
  const { $schema, $id, 'x-patch': mark, ...content } = document;
  const memory: JsonObject = {
    ...($id === base.name ? {} : { $id: base.name }),
    ...(base.document['x-id'] === undefined ? {} : { 'x-id': base.document['x-id'] }),
    ...rememberBase(patchContent(patch), base.document),
  };
  return {
    $schema: $schema ?? `kiln:${base.kind}`,
    $id: $id ?? base.name,
    'x-patch': mark ?? true,
    'x-base': memory,
    ...content,
  };
}

import { type Said, said } from '../errors/said.ts';
import { isObject, type Json } from '../lib/json.ts';
import { toPointer } from './pointer.ts';
import { scanJson } from './scanJson.ts';
import type { Definition, DefinitionProblem } from './types.ts';

export type ParseResult =
  | { readonly ok: true; readonly definition: Definition }
  | { readonly ok: false; readonly problems: readonly DefinitionProblem[] };

/** A definition from the text of a file. Whether its content makes sense is for checkDefinitions. */
export function parseDefinition(text: string, file: string, packageName: string): ParseResult {
  const wrong = (pointer: string, words: Said): DefinitionProblem => ({
    kind: '',
    name: '',
    file,
    pointer,
    ...words,
  });
  const faults = scanJson(text);
  if (faults.length > 0) {
    const problems = faults.map((fault) =>
      wrong(toPointer(fault.path), said`Line ${fault.line}, column ${fault.column}: ${fault.words}`),
    );
    return { ok: false, problems };
  }
  const document: Json = JSON.parse(text.replace(/^\uFEFF/, ''));
  if (!isObject(document)) return { ok: false, problems: [wrong('', said`A definition is a JSON object.`)] };
  const { $schema, $id } = document;
  const problems: DefinitionProblem[] = [];
  if (typeof $schema !== 'string' || !$schema.startsWith('kiln:')) {
    problems.push(wrong('/$schema', said`"$schema" names the kind of the definition, for example "kiln:entity".`));
  }
  if (typeof $id !== 'string' || $id === '') {
    problems.push(wrong('/$id', said`"$id" is the name of the definition, for example "contact".`));
  }
  if (typeof $schema !== 'string' || typeof $id !== 'string' || problems.length > 0) return { ok: false, problems };
  const kind = $schema.slice('kiln:'.length);
  return { ok: true, definition: { kind, name: $id, package: packageName, document, file } };
}

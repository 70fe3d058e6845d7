import type { Json } from '../../../../lib/json.ts';
import { isObject } from '../../../../lib/json.ts';
import type { Collector } from '../../../references/collector.ts';
import type { Name, Path, Remedy } from '../../../references/types.ts';
import { type EmbeddedSource, parseTemplate, wholeExpression } from '../../../templates/parseTemplate.ts';
import { type ScopeOf, template } from './runReaders.ts';

interface Texts {
  /** Where a value needs what is gone. */
  readonly gone: Remedy;
  readonly code?: 'valueRemoved' | 'stepStopped';
  readonly scopeOf: ScopeOf;
}

/** Every text of a value may be a template. A text goes on without a value in it that is gone. */
export function noteTexts(found: Collector, path: Path, value: Json | undefined, texts: Texts): void {
  if (Array.isArray(value))
    for (const [index, item] of value.entries()) noteTexts(found, [...path, index], item, texts);
  if (isObject(value)) {
    for (const [name, member] of Object.entries(value)) noteTexts(found, [...path, name], member, texts);
  }
  if (typeof value !== 'string') return;
  const { gone, code = 'valueRemoved', scopeOf } = texts;
  const remedy = withoutGone(value, gone);
  found.place(path, template(scopeOf), remedy === gone ? code : 'mentionRemoved', remedy);
}

/** A text goes on without the values in it that are gone; one that is nothing else becomes what `gone` says. */
export function withoutGone(text: string, gone: Remedy): Remedy {
  const parsed = parseTemplate(text);
  const isMixed = parsed.parts.length > 1 && !wholeExpression(parsed);
  if (!isMixed) return gone;
  const rewrite = (names: readonly Name[]) => withoutParts(text, parsed.parts.filter(isEmbedded), names);
  return { do: 'rewrite', rewrite, otherwise: gone };
}

function isEmbedded(part: string | EmbeddedSource): part is EmbeddedSource {
  return typeof part === 'object';
}

function withoutParts(text: string, parts: readonly EmbeddedSource[], gone: readonly Name[]): string {
  let result = text;
  for (const { source, start } of parts.toReversed()) {
    const isGone = gone.some((name) => name.start >= start && name.end <= start + source.length);
    // With its `${` and `}`.
    if (isGone) result = result.slice(0, start - 2) + result.slice(start + source.length + 1);
  }
  return result;
}

import { memberId } from '../../definitions/memberId.ts';
import { valueAt } from '../../definitions/pointer.ts';
import type { Json, JsonObject } from '../../lib/json.ts';
import { object } from './collector.ts';
import type { Path, Reference } from './types.ts';

/** What stands at a reference: its text, or whatever else the value is. */
export function contentAt(document: JsonObject, { path, isKey }: Reference): Json | undefined {
  return isKey ? String(path.at(-1)) : valueAt(document, path);
}

/**
 * Equal for the same content at the same place, also when fields have other names and lists another order: what a
 * document says now as it did before.
 */
export function placeKey(document: JsonObject, { path, isKey }: Reference, content: Json): string {
  const [keyword, member, ...rest] = isKey ? path.slice(0, -1) : path;
  const isField = keyword === 'properties' && typeof member === 'string';
  const place: Path = isField
    ? [keyword, memberId(member, object(document.properties)[member]), ...rest]
    : [keyword, member, ...rest].filter((step) => step !== undefined);
  return JSON.stringify([place.map((step) => (typeof step === 'number' ? '#' : step)), content]);
}

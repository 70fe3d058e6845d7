import { isObject, type Json, type JsonObject } from '../../lib/json.ts';
import type { Path } from './types.ts';

/** One change of a document. Paths lead through the document as it was, whatever the other changes are. */
export type DocumentEdit =
  | { readonly do: 'remove'; readonly path: Path }
  | { readonly do: 'set'; readonly path: Path; readonly value: Json }
  /** Another key for the member; where there is one of that name already, that one counts. */
  | { readonly do: 'rename'; readonly path: Path; readonly name: string };

/** The document after all changes; undefined when it is removed as a whole. The order of members stays. */
export function editDocument(document: JsonObject, edits: readonly DocumentEdit[]): JsonObject | undefined {
  const removed = new Set(edits.flatMap((edit) => (edit.do === 'remove' ? [keyOf(edit.path)] : [])));
  const values = new Map(edits.flatMap((edit) => (edit.do === 'set' ? [[keyOf(edit.path), edit.value] as const] : [])));
  const names = new Map(
    edits.flatMap((edit) => (edit.do === 'rename' ? [[keyOf(edit.path), edit.name] as const] : [])),
  );

  const rebuild = (value: Json, path: Path): Json | undefined => {
    const key = keyOf(path);
    if (removed.has(key)) return undefined;
    const given = values.get(key);
    if (given !== undefined) return given;
    if (Array.isArray(value)) {
      return value.map((item, index) => rebuild(item, [...path, index])).filter((item) => item !== undefined);
    }
    if (!isObject(value)) return value;
    const renamed = (name: string) => names.get(keyOf([...path, name]));
    const kept = new Set(Object.keys(value).filter((name) => renamed(name) === undefined));
    return Object.fromEntries(
      Object.entries(value).flatMap(([name, member]): [string, Json][] => {
        const to = renamed(name);
        const now = to !== undefined && kept.has(to) ? undefined : rebuild(member, [...path, name]);
        return now === undefined ? [] : [[to ?? name, now]];
      }),
    );
  };
  const result = rebuild(document, []);
  return isObject(result) ? result : undefined;
}

function keyOf(path: Path): string {
  return JSON.stringify(path);
}

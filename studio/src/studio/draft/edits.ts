import type { JsonObject } from '../../../../core/lib/json.ts';
import { jsonEqual } from '../../../../core/lib/jsonEqual.ts';
import type { Conversion } from '../../api/changesets.ts';
import { definitionKey } from './definitionKey.ts';
import type { DraftDocument } from './StudioDraft.ts';

/** What the draft makes of one document. */
export interface Edit {
  readonly kind: string;
  /** As it is called now. */
  readonly name: string;
  /** Its name on the server; undefined: it is new. */
  readonly was: string | undefined;
  /** null: it goes. */
  readonly document: JsonObject | null;
}

/** By what stays the same while a document is edited: its name on the server, or for a new one the name it was made with. */
export type Edits = ReadonlyMap<string, Edit>;

/** By `entity.field`, as they are called in the draft. */
export type Conversions = Readonly<Record<string, Conversion>>;

/** All that is undone and done again together. */
export interface DraftStep {
  readonly edits: Edits;
  readonly conversions: Conversions;
}

/** Documents as the server has them, by definitionKey. */
export type Saved = ReadonlyMap<string, JsonObject>;

export function editKey({ kind, name, was }: Pick<Edit, 'kind' | 'name' | 'was'>): string {
  return was === undefined ? `new:${definitionKey(kind, name)}` : definitionKey(kind, was);
}

/**
 * The documents of a draft by their current names. A removed one stands under its name until another takes it. Those that are
 * as they were in `last` are the same objects.
 */
export function documentsOf(
  saved: Saved,
  edits: Edits,
  last?: ReadonlyMap<string, DraftDocument>,
): ReadonlyMap<string, DraftDocument> {
  const documents = new Map<string, DraftDocument>();
  const put = (key: string, next: DraftDocument) => {
    const before = last?.get(key);
    const isSame = before?.saved === next.saved && before.current === next.current && before.was === next.was;
    documents.set(key, isSame ? before : next);
  };
  for (const [key, document] of saved) {
    if (edits.has(key)) continue;
    const { kind, name } = splitKey(key);
    put(key, { kind, name, saved: document, current: document });
  }
  const removedFirst = [...edits.values()].sort(
    (one, other) => Number(one.document !== null) - Number(other.document !== null),
  );
  for (const { kind, name, was, document } of removedFirst) {
    const before = was === undefined ? null : (saved.get(definitionKey(kind, was)) ?? null);
    put(definitionKey(kind, name), {
      kind,
      name,
      saved: before,
      current: document,
      ...(was === undefined || was === name ? {} : { was }),
    });
  }
  return documents;
}

/** The order of members says nothing: that of fields stands in `x-order`. */
export function isSameDocument(one: JsonObject | null, other: JsonObject | null): boolean {
  return one === other || jsonEqual(one, other);
}

export function isChanged({ saved, current, was }: DraftDocument): boolean {
  return was !== undefined || !isSameDocument(saved, current);
}

/** The edit of an open document, as a first step of changing it. */
export function editOf({ kind, name, saved, current, was }: DraftDocument): Edit {
  return { kind, name, was: saved === null ? undefined : (was ?? name), document: current };
}

/** The edits with another one, which is left out where it says what the server says. */
export function withEdit(edits: Edits, saved: Saved, edit: Edit): Edits {
  const next = new Map(edits);
  const key = editKey(edit);
  const before = edit.was === undefined ? undefined : saved.get(definitionKey(edit.kind, edit.was));
  const isNothing =
    edit.was === undefined
      ? edit.document === null
      : edit.was === edit.name && before !== undefined && isSameDocument(before, edit.document);
  if (isNothing) next.delete(key);
  else next.set(key, edit);
  return next;
}

export function splitKey(key: string): { readonly kind: string; readonly name: string } {
  const [kind = '', name = ''] = key.split('/');
  return { kind, name };
}

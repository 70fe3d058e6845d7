import type { JsonObject } from '../../lib/json.ts';
import { applyRemedy } from './applyRemedy.ts';
import { type Changes, targetKey } from './changesBetween.ts';
import type { DocumentEdit } from './editDocument.ts';
import { nameOf } from './nameOf.ts';
import { contentAt, placeKey } from './placeKey.ts';
import type { Name, Reference, RemedyCode, Target, Words } from './types.ts';

/** A place that follows a rename, or loses something. */
export interface Followed {
  readonly reference: Reference;
  /** `optionGone`: what it compares with is no value any more. Nothing has to change. */
  readonly code: RemedyCode | 'followsRename' | 'optionGone';
  /** Names of what it is about. */
  readonly from: string;
  readonly to?: string;
}

export interface Follow {
  readonly words: Words;
  readonly changes: Changes;
  /** What records hold now instead of options that conditions compare with. */
  readonly compared: Changes;
  /** Of the changes (hintsOf). */
  readonly hints: readonly string[];
  /** Whether the document has said this before, by the key of the place (placeKey): then it means what it meant. */
  readonly isKnown: (key: string) => boolean;
  /** Whether something else has the name of the target now: text that is new may mean that. */
  readonly isTaken: (target: Target) => boolean;
  /** Whether the formula at this reference has values that it can keep. */
  readonly keepsValues: (reference: Reference) => boolean;
}

/** What has to change in a document so that it names what it did, and does without what is gone. */
export function followChanges(
  document: JsonObject,
  references: readonly Reference[],
  follow: Follow,
): { edits: readonly DocumentEdit[]; followed: readonly Followed[] } {
  const edits: DocumentEdit[] = [];
  const followed: Followed[] = [];
  for (const reference of references) {
    const text = contentAt(document, reference);
    if (typeof text !== 'string' || !follow.hints.some((hint) => text.includes(hint))) continue;
    const isKnown = () => follow.isKnown(placeKey(document, reference, text));
    const names = changedNames(text, reference, follow, isKnown);
    const gone = names.flatMap(({ name, to }) => (to === null && !name.isCompared ? [name] : []));
    if (gone[0]) {
      const remedied = applyRemedy(reference, { text, gone, keepsValues: follow.keepsValues(reference) });
      edits.push(...remedied.edits);
      followed.push({ reference, code: remedied.code, from: nameOf(gone[0].target) });
      continue;
    }
    for (const { name, to } of names) {
      if (to === null) followed.push({ reference, code: 'optionGone', from: nameOf(name.target) });
    }
    const renames = names.flatMap(({ name, to }) => (to === null ? [] : [{ name, to }]));
    const now = withNames(text, renames);
    if (now === text) continue;
    const { path } = reference;
    edits.push(reference.isKey ? { do: 'rename', path, name: now } : { do: 'set', path, value: now });
    const once = new Map(renames.map(({ name, to }) => [nameOf(name.target), to]));
    for (const [from, to] of once) followed.push({ reference, code: 'followsRename', from, to });
  }
  return { edits, followed };
}

interface ChangedName {
  readonly name: Name;
  /** Null: it is gone. */
  readonly to: string | null;
}

function changedNames(text: string, { reads }: Reference, follow: Follow, isKnown: () => boolean): ChangedName[] {
  return reads(text, follow.words).flatMap((name): ChangedName[] => {
    const key = targetKey(name.target);
    const to = (name.isCompared ? follow.compared.get(key) : undefined) ?? follow.changes.get(key);
    if (to === undefined || text.slice(name.start, name.end) === (to === null ? undefined : name.write(to))) return [];
    if (follow.isTaken(name.target) && !isKnown()) return [];
    return [{ name, to }];
  });
}

/** A name that cannot stand where the old one does leaves the text as it is: then it is wrong, and told so. */
function withNames(text: string, names: readonly { readonly name: Name; readonly to: string }[]): string {
  let result = text;
  for (const { name, to } of names.toReversed()) {
    const written = name.write(to);
    if (written === undefined) return text;
    result = result.slice(0, name.start) + written + result.slice(name.end);
  }
  return result;
}

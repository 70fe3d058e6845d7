import { withoutTexts } from '../../expressions/withoutTexts.ts';
import type { JsonObject } from '../../lib/json.ts';
import { applyRemedy, written } from './applyRemedy.ts';
import { type Changes, targetKey } from './changesBetween.ts';
import type { DocumentEdit } from './editDocument.ts';
import { nameOf } from './nameOf.ts';
import { contentAt, placeKey } from './placeKey.ts';
import type { Name, Reference, RemedyCode, Target, Words } from './types.ts';

/** A place that follows a rename, or loses something. */
export interface Followed {
  readonly reference: Reference;
  /** `optionGone`: what a formula compares with is no value any more. Nothing has to change. */
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
  /** Whether the computed field at this reference has values that it can keep. */
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
    if (typeof text !== 'string') continue;
    if (!reference.byId && !follow.hints.some((hint) => text.includes(hint))) continue;
    const isKnown = () => follow.isKnown(placeKey(document, reference, text));
    const names = changedNames(text, reference, follow, isKnown);
    const gone = names.flatMap(({ name, to }) => (to === null && !name.isCompared ? [name] : []));
    if (gone[0]) {
      const remedied = applyRemedy(reference, { text, gone, keepsValues: follow.keepsValues(reference) });
      edits.push(...remedied.edits);
      followed.push({ reference, code: remedied.code, from: nameOf(gone[0].target) });
      continue;
    }
    const renames = names.flatMap(({ name, to }) => (to === null ? [] : [{ name, to }]));
    const lost = names.flatMap(({ name, to }) => (to === null ? [name] : []));
    const renamed = withNames(text, renames);
    const left =
      lost.length > 0
        ? withoutOptions(
            renamed,
            lost.map(({ start }) => moved(start, renames)),
            reference,
          )
        : undefined;
    const option = lost.map(({ target }) => nameOf(target)).join(', ');
    if (left === null) {
      const remedied = applyRemedy(reference, {
        text: undefined,
        gone: [],
        keepsValues: follow.keepsValues(reference),
      });
      edits.push(...remedied.edits);
      followed.push({ reference, code: remedied.code, from: option });
      continue;
    }
    if (lost.length > 0)
      followed.push({ reference, code: left === undefined ? 'optionGone' : 'conditionNarrowed', from: option });
    const now = left ?? renamed;
    if (now === text) continue;
    edits.push(written(reference, now));
    const once = new Map(renames.map(({ name, to }) => [nameOf(name.target), to]));
    for (const [from, to] of once) followed.push({ reference, code: 'followsRename', from, to });
  }
  return { edits, followed };
}

/**
 * A condition without the options that are gone, whose literals start at the offsets. Undefined: it stays as it is;
 * null: it goes.
 */
function withoutOptions(text: string, starts: readonly number[], { condition }: Reference): string | null | undefined {
  if (!condition) return undefined;
  const left = withoutTexts(text, new Set(starts));
  const mayBeWider = left?.isNarrower !== true;
  if (condition.neverWider && mayBeWider) return null;
  return left && left.source === String(condition.goesAs) ? null : left?.source;
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

/** Where a place is once names before it are others. */
function moved(start: number, names: readonly { readonly name: Name; readonly to: string }[]): number {
  const before = names.filter(({ name }) => name.start < start);
  return before.reduce((at, { name, to }) => at + (name.write(to)?.length ?? 0) - (name.end - name.start), start);
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

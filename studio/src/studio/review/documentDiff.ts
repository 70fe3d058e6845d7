import { memberId, namesMembers } from '../../../../core/definitions/memberId.ts';
import { isObject, type Json, type JsonObject } from '../../../../core/lib/json.ts';
import { jsonEqual } from '../../../../core/lib/jsonEqual.ts';
import { asText } from '../../lib/values.ts';

/** One difference between two versions of a document. */
export interface DocumentDifference {
  /** Names from the top of the document, those of the newer version where it has them. */
  readonly path: readonly string[];
  /** moved: members stand in another order; renamed: `before` and `after` are names. */
  readonly change: 'added' | 'removed' | 'changed' | 'renamed' | 'moved';
  readonly before?: Json;
  readonly after?: Json;
}

/** What differs between two versions of a document: fields and options by their x-id, lists by what their members name. */
export function documentDiff(before: JsonObject | null, after: JsonObject | null): DocumentDifference[] {
  const found: DocumentDifference[] = [];

  function compare(was: Json | undefined, now: Json | undefined, path: readonly string[]): void {
    if ((was === undefined) === (now === undefined) && jsonEqual(was, now)) return;
    if (was === undefined || now === undefined) {
      found.push(
        now === undefined ? { path, change: 'removed', before: was ?? null } : { path, change: 'added', after: now },
      );
    } else if (isObject(was) && isObject(now)) {
      compareMembers(members(was, path), members(now, path), path);
    } else if (isListOfNamed(was) && isListOfNamed(now)) {
      const [olds, news] = [items(was), items(now)];
      compareMembers(olds, news, path);
      if (isMoved(olds, news)) found.push({ path, change: 'moved', before: names(olds), after: names(news) });
    } else found.push({ path, change: 'changed', before: was, after: now });
  }

  function compareMembers(olds: Members, news: Members, path: readonly string[]): void {
    for (const [id, { name, value }] of olds) {
      const now = news.get(id);
      if (now && now.name !== name) {
        found.push({ path: [...path, now.name], change: 'renamed', before: name, after: now.name });
      }
      compare(value, now?.value, [...path, now?.name ?? name]);
    }
    for (const [id, { name, value }] of news) if (!olds.has(id)) compare(undefined, value, [...path, name]);
  }

  if (before && after) compare(visible(before, after), visible(after, before), []);
  return found;
}

interface Member {
  readonly name: string;
  readonly value: Json;
}

type Members = ReadonlyMap<string, Member>;

/** What a document says of itself, not of what it describes. Names are what documents are listed under. */
const bookkeeping = new Set(['$schema', '$id', 'x-id', 'x-base', 'x-patch']);

/** What holds where nothing is said: a switch goes from no to yes. */
const implied: JsonObject = { enabled: true };

function visible(document: JsonObject, other: JsonObject): JsonObject {
  const unsaid = Object.entries(implied).filter(([name]) => other[name] !== undefined);
  const said = Object.entries(document).filter(([name]) => !bookkeeping.has(name));
  return Object.fromEntries([...unsaid, ...said]);
}

function members(object: JsonObject, path: readonly string[]): Members {
  const byId = namesMembers(path);
  return new Map(
    Object.entries(object)
      .filter(([name]) => byId || name !== 'x-id')
      .map(([name, value]) => [byId ? memberId(name, value) : name, { name, value }]),
  );
}

function isListOfNamed(value: Json): value is Json[] {
  return Array.isArray(value) && value.some(isObject);
}

/** Members of a list by what they name; those that name nothing by where they stand. */
function items(list: readonly Json[]): Members {
  const found = new Map<string, Member>();
  list.forEach((value, index) => {
    const named = nameOf(value);
    const name = named === undefined || found.has(named) ? String(index + 1) : named;
    found.set(name, { name, value: isObject(value) || named === undefined ? value : { field: value } });
  });
  return found;
}

function nameOf(value: Json): string | undefined {
  if (!isObject(value)) return asText(value);
  // What has an id (a step, a branch) is the same under whatever title.
  return [value.id, value.field, value.name, value.title].map(asText).find((each) => each !== undefined);
}

function isMoved(olds: Members, news: Members): boolean {
  const stayed = (of: Members, others: Members) => [...of.keys()].filter((name) => others.has(name));
  return stayed(olds, news).join('\n') !== stayed(news, olds).join('\n');
}

function names(of: Members): Json {
  return [...of.values()].map(({ name }) => name);
}

import { encryptedMask } from '../fields/encrypted.ts';
import { fieldTypes } from '../fields/fieldTypes.ts';
import type { Cast, Loss } from '../fields/types.ts';
import { quoteLiteral } from '../lib/quoteIdent.ts';
import type { Field } from '../model/types.ts';
import type { Conversion } from './conversion.ts';
import { existingRecord, recordNamed, titleOfRecord, withValue } from './lookups.ts';
import { promotedId } from './promotedId.ts';
import type { TitlesOf } from './titles.ts';

/** What a field holds before its type changes. */
export interface Held {
  /** Name of the field type; of a formula, that of its result. */
  readonly type: string;
  /** Postgres type of its column. */
  readonly column: string;
  /** x-id of the entity that a relation or user points at. */
  readonly target?: string;
  /** Its values are not to be shown. */
  readonly isSensitive?: boolean;
}

/** How values of one column become those of another type. */
export interface Change {
  readonly loses: Loss;
  /** SQL from the old value to the new. Absent: the values are right as they are. */
  readonly using?: SqlOver;
  /** SQL condition on an old value: there is one, and it does not convert. Absent: all do. */
  readonly unfit?: SqlOver;
  /** SQL of an old value as a text, to show. */
  readonly shown: SqlOver;
}

/** SQL over a quoted column, with the titles of records where they are at that time. */
type SqlOver = (column: string, titles: TitlesOf) => string;

/** Undefined: there is no way from the one to the other. */
export function convert(
  held: Held,
  field: Field,
  target: string | undefined,
  conversion: Conversion = {},
): Change | undefined {
  const cast = conversion.promote ? promoted(held, target) : findCast(held, field, target);
  if (!cast) return undefined;
  const shown: SqlOver = (column, titles) =>
    held.isSensitive ? literal(encryptedMask) : (textOf(held, column, titles) ?? `${column}::text`);
  const { map, promote } = conversion;
  if (!map || map.size === 0 || promote) return { ...withUnfit(held, cast), shown };
  return { ...withUnfit(held, mapped(cast, { held, field, target, map })), shown };
}

interface FoundCast {
  readonly loses: Loss;
  readonly using?: SqlOver;
  readonly whole?: SqlOver;
}

const referring = new Set(['relation', 'user']);

function findCast(held: Held, field: Field, target: string | undefined): FoundCast | undefined {
  const [wasReference, isReference] = [referring.has(held.type), referring.has(field.type.name)];
  if (wasReference && isReference) return betweenReferences(held, field, target);
  if (wasReference) return fromTitle(held, field);
  if (isReference) return target === undefined ? undefined : toReference(held, target);
  if (held.type === field.type.name) return toOtherDigits(held, field);
  const cast = field.type.casts[held.type];
  return cast && plainCast(cast, field);
}

/** The same type in a column of its own: of other digits, or what a formula has computed. */
function toOtherDigits(held: Held, field: Field): FoundCast | undefined {
  const type = field.columns[0]?.type;
  if (type === undefined || type === held.column) return { loses: 'nothing' };
  if (widens(held.column, type)) return { loses: 'nothing', using: (column) => column };
  const cast = field.type.casts[held.type];
  if (cast) return plainCast(cast, field);
  if (type !== 'bigint') return undefined;
  return {
    loses: 'unfit',
    using: (column) => `case when abs(${column}) <= ${Number.MAX_SAFE_INTEGER} then ${column} end`,
  };
}

function plainCast({ loses, using, whole }: Cast, { schema }: Field): FoundCast {
  return {
    loses,
    using: (column) => using(column, schema),
    ...(whole ? { whole: (column: string) => whole(column, schema) } : {}),
  };
}

/** Each value has a record of its own by then. */
function promoted(held: Held, target: string | undefined): FoundCast | undefined {
  if (target === undefined || textOf(held, '', () => undefined) === undefined) return undefined;
  return {
    loses: held.type === 'tags' || held.type === 'multiSelect' ? 'values' : 'form',
    using: (column, titles) => promotedId(target, `(${textOf(held, column, titles)})`),
  };
}

function betweenReferences(held: Held, field: Field, target: string | undefined): FoundCast | undefined {
  // Of a table that was parked, nobody knows any more what its relations pointed at.
  if (held.target === undefined) return held.type === field.type.name ? { loses: 'nothing' } : undefined;
  if (target === undefined) return undefined;
  if (held.target === target) {
    // Nothing keeps a user field from naming somebody who is gone.
    if (held.type === 'relation' || field.type.name === 'user') return { loses: 'nothing' };
    return { loses: 'unfit', using: (column, titles) => existingRecord(titles(target), column) };
  }
  const from = held.target;
  return {
    loses: 'values',
    using: (column, titles) =>
      withValue(titleOfRecord(titles(from), column), (title) => recordNamed(titles(target), title)),
  };
}

function fromTitle({ target }: Held, { type, schema }: Field): FoundCast | undefined {
  const cast = type.name === 'text' ? { using: (text: string) => text, loses: 'nothing' as const } : type.casts.text;
  if (!cast || target === undefined) return undefined;
  return {
    loses: cast.loses === 'nothing' ? 'form' : 'values',
    using: (column, titles) => withValue(titleOfRecord(titles(target), column), (title) => cast.using(title, schema)),
  };
}

function toReference(held: Held, target: string): FoundCast | undefined {
  if (textOf(held, '', () => undefined) === undefined) return undefined;
  return {
    loses: held.type === 'tags' || held.type === 'multiSelect' ? 'values' : 'unfit',
    using: (column, titles) =>
      withValue(textOf(held, column, titles) ?? 'null::text', (text) => recordNamed(titles(target), text)),
  };
}

/** SQL of one value as a text; of a list, its first. */
function textOf({ type, target }: Held, column: string, titles: TitlesOf): string | undefined {
  if (type === 'tags' || type === 'multiSelect') return `${column}[1]`;
  if (type === 'text') return column;
  if (target !== undefined) return titleOfRecord(titles(target), column);
  return fieldTypes.get('text')?.casts[type]?.using(column, {});
}

interface Mapping {
  readonly held: Held;
  readonly field: Field;
  readonly target: string | undefined;
  readonly map: ReadonlyMap<string, string | null>;
}

/** Values that are named become others, which are read as texts; all others convert as they would. */
function mapped(cast: FoundCast, { held, field, target, map }: Mapping): FoundCast {
  const type = field.columns[0]?.type ?? 'text';
  const { whole } = cast;
  if (type.endsWith('[]') && (held.type === 'tags' || held.type === 'multiSelect')) {
    const items = (column: string) => mappedItems(column, map);
    return {
      ...cast,
      loses: 'values',
      using: (column, titles) => cast.using?.(items(column), titles) ?? items(column),
      ...(whole ? { whole: (column, titles) => whole(items(column), titles) } : {}),
    };
  }
  const plain: SqlOver = (column, titles) => `(${cast.using?.(column, titles) ?? column})::${type}`;
  const text: SqlOver = (column, titles) => textOf(held, column, titles) ?? `${column}::text`;
  const known = mapSql(map);
  const read: SqlOver = (column, titles) =>
    withValue(`${known} ->> ${text(column, titles)}`, (value) => readText(value, { field, target }, titles) ?? 'null');
  return {
    loses: 'values',
    using: (column, titles) =>
      `case when ${known} ? ${text(column, titles)} then (${read(column, titles)})::${type}
  else ${plain(column, titles)} end`,
    whole: (column, titles) => {
      const given = text(column, titles);
      const rest = whole?.(column, titles) ?? `${plain(column, titles)} is not null`;
      const fits = `${known} ->> ${given} is null or (${read(column, titles)}) is not null`;
      return `(case when ${known} ? ${given} then ${fits} else ${rest} end)`;
    },
  };
}

/**
 * As JSON, in which Postgres finds one of thousands as fast as one of a few. No text can hold NUL or half of a
 * surrogate pair.
 */
function mapSql(map: ReadonlyMap<string, string | null>): string {
  const isText = (text: string | null) => text === null || (text.isWellFormed() && !text.includes('\0'));
  return `${literal(JSON.stringify(Object.fromEntries([...map].filter((pair) => pair.every(isText)))))}::jsonb`;
}

function readText(
  text: string,
  { field, target }: Pick<Mapping, 'field' | 'target'>,
  titles: TitlesOf,
): string | undefined {
  if (referring.has(field.type.name)) return target === undefined ? undefined : recordNamed(titles(target), text);
  return field.type.name === 'text' ? text : field.type.casts.text?.using(text, field.schema);
}

function mappedItems(list: string, map: ReadonlyMap<string, string | null>): string {
  const known = mapSql(map);
  return `(select array_agg(item order by place) from (
  select case when ${known} ? item then ${known} ->> item else item end as item, min(place) as place
  from unnest(${list}) with ordinality as given(item, place)
  group by 1) as items where item is not null)`;
}

function withUnfit(held: Held, cast: FoundCast): Omit<Change, 'shown'> {
  const { loses, using, whole } = cast;
  const base = { loses, ...(using ? { using } : {}) };
  if (!using || loses === 'nothing' || loses === 'form') return base;
  const fits: SqlOver = whole ?? ((column, titles) => `(${using(column, titles)}) is not null`);
  return {
    ...base,
    unfit: (column, titles) => `${saysSomething(held, column)} and (${fits(column, titles)}) is not true`,
  };
}

/** An empty text or list is no value. */
function saysSomething({ type }: Held, column: string): string {
  const [spec] = fieldTypes.get(type)?.columns({}, 'c') ?? [];
  if (spec?.type === 'text') return `btrim(${column}) <> ''`;
  if (spec?.type === 'text[]') return `${column} <> '{}'`;
  if (spec?.type === 'jsonb') return `${column} not in ('null', '[]', '{}', '""')`;
  return `${column} is not null`;
}

/** numeric(p,s) to one with no fewer digits on either side of the point loses nothing. */
function widens(before: string, after: string): boolean {
  const [was, becomes] = [before, after].map((type) => /^numeric(?:\((\d+),(\d+)\))?$/.exec(type));
  if (!was || !becomes) return false;
  if (becomes[1] === undefined) return true;
  if (was[1] === undefined) return false;
  const [precision, scale, newPrecision, newScale] = [was[1], was[2], becomes[1], becomes[2]].map(Number);
  if (precision === undefined || scale === undefined || newPrecision === undefined || newScale === undefined)
    return false;
  return newScale >= scale && newPrecision - newScale >= precision - scale;
}

function literal(text: string): string {
  return quoteLiteral(text).trim();
}

import type { Ctx } from '../context/types.ts';
import { DbError } from '../db/DbError.ts';
import { fault, wordedFault } from '../errors/fault.ts';
import { KilnError } from '../errors/KilnError.ts';
import { isObject, type Json, type JsonObject } from '../lib/json.ts';
import { shadowPrefix } from '../migrations/computed.ts';
import { describeTables } from '../migrations/describeTables.ts';
import { shadowedColumn } from '../migrations/shadowColumns.ts';
import type { TableShape } from '../migrations/shape.ts';
import { byId } from '../model/byId.ts';
import type { Entity } from '../model/types.ts';
import { invalid } from './invalid.ts';

/** The values that were written and where each record stands in the request. */
interface Written {
  readonly records: readonly JsonObject[];
  readonly pointerOf: (index: number) => string;
}

/** What a failed write means for the entity's fields. `written` tells which of several records the database refused. */
export function writingError(
  ctx: Pick<Ctx, 'model' | 'as' | 'actor'>,
  entity: Entity,
  error: unknown,
  written: Written = { records: [], pointerOf: () => '' },
): unknown {
  if (!(error instanceof DbError)) return error;
  const shape = describeTables(ctx.model).find((table) => table.id === entity.id);
  if (!shape) return error;
  const fields = constraintFields(entity, shape, error);
  switch (error.sqlState) {
    case '23505':
      return error.constraint === shape.primaryKey.name ? takenId(written, error) : notUnique(fields, written, error);
    case '23503':
      return fields.length > 0 ? dangling(fields, written, error) : stillReferenced(entity, error);
    case '23001':
      return stillReferenced(entity, error);
    case 'KN423':
      return locked(ctx, error, written);
    case '54000':
      return fields.length > 0 ? tooLongForIndex(fields, written, error) : error;
    case '23502':
      return fields.length > 0 ? missing(entity, fields, written, error) : error;
    default:
      return error;
  }
}

/**
 * Names of the fields that a violated index or foreign key is about; none when it belongs to another table. An index that
 * is prepared for a change of the definitions is over columns that take the places of theirs.
 */
function constraintFields(entity: Entity, shape: TableShape, error: DbError): string[] {
  const index = shape.indexes.find(({ name }) => name === error.constraint);
  const key = shape.foreignKeys.find(({ name }) => name === error.constraint);
  const isPrepared = error.constraint?.startsWith(shadowPrefix) === true;
  const single = isPrepared ? preparedColumns(shape, error) : [key?.column ?? error.column ?? ''].filter(Boolean);
  const columns = index ? index.keys.map(({ column }) => column) : single;
  return columns.map(
    (column) =>
      [...entity.fields.values()].find((field) => field.columns.some(({ name }) => name === column))?.name ?? column,
  );
}

/** Postgres names the columns of the index, in whichever language: `Key (lower(a), b)=(1, 2) already exists.` */
function preparedColumns(shape: TableShape, { detail }: DbError): string[] {
  const [, keys = ''] = /\((.*?)\)=\(/s.exec(detail ?? '') ?? [];
  return (keys.match(/\w+/g) ?? []).flatMap((name) => {
    const column = shape.columns.find((each) => each.name === name) ?? shadowedColumn(shape, name);
    return column ? [column.name] : [];
  });
}

/**
 * `detail` says what is locked, by x-ids, and for which approval. No fields: the record comes or goes as a whole. It may be
 * another record than the one that is written: of what the actor sees nothing, not even the name is told.
 */
function locked(ctx: Pick<Ctx, 'as' | 'actor'>, cause: DbError, { records, pointerOf }: Written): KilnError {
  const held: Json = JSON.parse(cause.detail ?? '{}');
  const { entity: id, record = null, approval = null, fields: ids = [] } = isObject(held) ? held : {};
  const entity = byId(ctx.as(ctx.actor).access.model.entities, id);
  const fields = [...(entity?.fields.values() ?? [])].filter((field) => Array.isArray(ids) && ids.includes(field.id));
  const place = records.length === 1 ? pointerOf(0) : '';
  const titles = fields.map(({ title }) => `"${title}"`).join(', ');
  return new KilnError('KILN_LOCKED', {
    detail: `${titles || 'The record'} cannot be changed while somebody decides on this ${entity?.title ?? 'record'}.`,
    errors: fields.map(({ name, title }) => fault(`${place}/${name}`, 'locked', { title })),
    extra: entity ? { approval, entity: entity.name, record } : {},
    cause,
  });
}

function takenId(written: Written, cause: DbError): KilnError {
  return new KilnError('KILN_NOT_UNIQUE', {
    detail: 'A record with this id exists already, perhaps in the recycle bin.',
    errors: [fault(`${placeOf(['id'], written, cause)}/id`, 'idTaken', {})],
    cause,
  });
}

function notUnique(fields: readonly string[], written: Written, cause: DbError): KilnError {
  const place = placeOf(fields, written, cause);
  const isPrepared = cause.constraint?.startsWith(shadowPrefix) === true;
  return new KilnError('KILN_NOT_UNIQUE', {
    detail: isPrepared
      ? 'Another record has the same value, which a change of the definitions that is under way makes unique.'
      : `${fields.join(', ')} ${fields.length > 1 ? 'are' : 'is'} already in use by another record.`,
    errors: fields.map((name) =>
      fields.length > 1
        ? fault(`${place}/${name}`, 'takenTogether', { fields: [...fields] })
        : fault(`${place}/${name}`, 'taken', {}),
    ),
    cause,
  });
}

function dangling(fields: readonly string[], written: Written, cause: DbError): KilnError {
  const place = placeOf(fields, written, cause);
  return invalid(
    fields.map((name) => fault(`${place}/${name}`, 'gone', {})),
    cause,
  );
}

/**
 * An entry of an index holds 2,704 bytes: one text always fits, several of them or what a formula makes of them may
 * not.
 */
function tooLongForIndex(fields: readonly string[], written: Written, cause: DbError): KilnError {
  const place = placeOf(fields, written, cause);
  const message = `${fields.length > 1 ? `${fields.join(' and ')} are indexed together, and` : 'Is indexed, and'} too long for that.`;
  return invalid(
    fields.map((name) => wordedFault(`${place}/${name}`, 'other', message)),
    cause,
  );
}

/** A field that another process has made required meanwhile, or that a rule of the database empties. */
function missing(
  entity: Entity,
  fields: readonly string[],
  { records, pointerOf }: Written,
  cause: DbError,
): KilnError {
  const place = records.length === 1 ? pointerOf(0) : '';
  return invalid(
    fields.map((name) => fault(`${place}/${name}`, 'required', { title: entity.fields.get(name)?.title ?? name })),
    cause,
  );
}

/** JSON pointer of the record that was refused: Postgres names the values of its row. */
function placeOf(fields: readonly string[], { records, pointerOf }: Written, cause: DbError): string {
  const refused = /=\((.*)\)/s.exec(cause.detail ?? '')?.[1]?.toLowerCase();
  const valuesOf = (record: JsonObject): string => fields.map((name) => String(record[name])).join(', ');
  const setting = [...records.keys()].filter((index) =>
    fields.some((name) => (records[index]?.[name] ?? null) !== null),
  );
  const named = setting.filter((index) => valuesOf(records[index] ?? {}).toLowerCase() === refused);
  const index = named.at(-1) ?? (setting.length === 1 ? setting[0] : undefined);
  return index === undefined ? '' : pointerOf(index);
}

function stillReferenced(entity: Entity, cause: DbError): KilnError {
  return new KilnError('KILN_STILL_REFERENCED', {
    detail: `Other records still refer to this ${entity.title}. Change or delete those first.`,
    cause,
  });
}

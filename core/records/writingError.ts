import type { Ctx } from '../context/types.ts';
import { DbError } from '../db/DbError.ts';
import { type Fault, KilnError } from '../errors/KilnError.ts';
import type { JsonObject } from '../lib/json.ts';
import { describeTables } from '../migrations/describeTables.ts';
import type { TableShape } from '../migrations/shape.ts';
import type { Entity } from '../model/types.ts';
import { danglingMessage } from './danglingMessage.ts';

/** The values that were written and where each record stands in the request. */
interface Written {
  readonly records: readonly JsonObject[];
  readonly pointerOf: (index: number) => string;
}

/** What a failed write means for the entity's fields. `written` tells which of several records the database refused. */
export function writingError(
  ctx: Ctx,
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
    default:
      return error;
  }
}

/** Names of the fields that a violated index or foreign key is about; none when it belongs to another table. */
function constraintFields(entity: Entity, shape: TableShape, error: DbError): string[] {
  const index = shape.indexes.find(({ name }) => name === error.constraint);
  const key = shape.foreignKeys.find(({ name }) => name === error.constraint);
  const columns = index ? index.keys.map(({ column }) => column) : [key?.column ?? error.column ?? ''].filter(Boolean);
  return columns.map(
    (column) =>
      [...entity.fields.values()].find((field) => field.columns.some(({ name }) => name === column))?.name ?? column,
  );
}

function takenId(written: Written, cause: DbError): KilnError {
  return new KilnError('KILN_NOT_UNIQUE', {
    detail: 'A record with this id exists already.',
    errors: at(['id'], written, cause, 'is the id of another record'),
    cause,
  });
}

function notUnique(fields: readonly string[], written: Written, cause: DbError): KilnError {
  const message = fields.length > 1 ? `another record has the same ${fields.join(' and ')}` : 'is already in use';
  return new KilnError('KILN_NOT_UNIQUE', {
    detail: `${fields.join(', ')} ${fields.length > 1 ? 'are' : 'is'} already in use by another record.`,
    errors: at(fields, written, cause, message),
    cause,
  });
}

function dangling(fields: readonly string[], written: Written, cause: DbError): KilnError {
  return new KilnError('KILN_INVALID', {
    detail: `${fields.join(', ')} ${danglingMessage}.`,
    errors: at(fields, written, cause, danglingMessage),
    cause,
  });
}

/** Postgres names the values of the row that it refused; they tell which of several records it was. */
function at(fields: readonly string[], { records, pointerOf }: Written, cause: DbError, message: string): Fault[] {
  const refused = /=\((.*)\)/s.exec(cause.detail ?? '')?.[1]?.toLowerCase();
  const valuesOf = (record: JsonObject): string => fields.map((name) => String(record[name])).join(', ');
  const setting = [...records.keys()].filter((index) =>
    fields.some((name) => (records[index]?.[name] ?? null) !== null),
  );
  const named = setting.filter((index) => valuesOf(records[index] ?? {}).toLowerCase() === refused);
  const index = named.at(-1) ?? (setting.length === 1 ? setting[0] : undefined);
  const pointer = index === undefined ? '' : pointerOf(index);
  return fields.map((name) => ({ pointer: `${pointer}/${name}`, message }));
}

function stillReferenced(entity: Entity, cause: DbError): KilnError {
  return new KilnError('KILN_STILL_REFERENCED', {
    detail: `Other records still refer to this ${entity.title}. Change or delete those first.`,
    cause,
  });
}

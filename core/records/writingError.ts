import type { Ctx } from '../context/types.ts';
import { DbError } from '../db/DbError.ts';
import { type Fault, KilnError } from '../errors/KilnError.ts';
import type { JsonObject } from '../lib/json.ts';
import { describeTables } from '../migrations/describeTables.ts';
import type { TableShape } from '../migrations/shape.ts';
import type { Entity } from '../model/types.ts';

/**
 * What a failed write means for the entity's fields. `records`: the values that were written, to find which of several
 * the database refused.
 */
export function writingError(ctx: Ctx, entity: Entity, records: readonly JsonObject[], error: unknown): unknown {
  if (!(error instanceof DbError)) return error;
  const shape = describeTables(ctx.model).find((table) => table.id === entity.id);
  if (!shape) return error;
  const fields = constraintFields(entity, shape, error);
  switch (error.sqlState) {
    case '23505':
      return error.constraint === shape.primaryKey.name ? takenId(error) : notUnique(fields, records, error);
    case '23503':
      return fields.length > 0 ? dangling(fields, records, error) : stillReferenced(entity, error);
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
  const columns = index ? index.keys.map(({ column }) => column) : key ? [key.column] : [];
  return columns.map(
    (column) =>
      [...entity.fields.values()].find((field) => field.columns.some(({ name }) => name === column))?.name ?? column,
  );
}

function takenId(cause: DbError): KilnError {
  return new KilnError('KILN_NOT_UNIQUE', {
    detail: 'A record with this id exists already.',
    errors: [{ pointer: '/id', message: 'is the id of another record' }],
    cause,
  });
}

function notUnique(fields: readonly string[], records: readonly JsonObject[], cause: DbError): KilnError {
  const message = fields.length > 1 ? `another record has the same ${fields.join(' and ')}` : 'is already in use';
  return new KilnError('KILN_NOT_UNIQUE', {
    detail: `${fields.join(', ')} ${fields.length > 1 ? 'are' : 'is'} already in use by another record.`,
    errors: at(fields, records, message),
    cause,
  });
}

function dangling(fields: readonly string[], records: readonly JsonObject[], cause: DbError): KilnError {
  const message = 'points at a record that does not exist';
  return new KilnError('KILN_INVALID', {
    detail: `${fields.join(', ')} ${message}.`,
    errors: at(fields, records, message),
    cause,
  });
}

/** Of several records Postgres names no row, so each that sets the fields is pointed at when there is only one. */
function at(fields: readonly string[], records: readonly JsonObject[], message: string): Fault[] {
  const setting =
    records.length > 1
      ? records.flatMap((record, index) =>
          fields.some((name) => record[name] !== undefined && record[name] !== null) ? [index] : [],
        )
      : [];
  const prefix = setting.length === 1 ? `/${setting[0]}` : '';
  return fields.map((name) => ({ pointer: `${prefix}/${name}`, message }));
}

function stillReferenced(entity: Entity, cause: DbError): KilnError {
  return new KilnError('KILN_STILL_REFERENCED', {
    detail: `Other records still refer to this ${entity.title}. Change or delete those first.`,
    cause,
  });
}

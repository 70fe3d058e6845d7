import pg from 'pg';
import type { ErrorCode } from '../errors/codes.ts';
import { KilnError } from '../errors/KilnError.ts';
import { DbError } from './DbError.ts';

interface Meaning {
  readonly code: ErrorCode;
  readonly detail?: string;
  readonly modelMoved?: true;
  readonly lost?: true;
}

const invalid = (detail: string): Meaning => ({ code: 'KILN_INVALID', detail });
const unavailable = (detail: string): Meaning => ({ code: 'KILN_UNAVAILABLE', detail });
const expensive = (detail: string): Meaning => ({ code: 'KILN_TOO_EXPENSIVE', detail });
const conflict = (detail: string): Meaning => ({ code: 'KILN_CONFLICT', detail });

const lost: Meaning = { ...unavailable('The connection to the database was lost.'), lost: true };
const moved: Meaning = {
  ...unavailable('The model changed while the request ran. Send it again.'),
  modelMoved: true,
};

/** By SQLSTATE: all five characters first, then three, then the class (two). */
const meanings: Readonly<Record<string, Meaning>> = {
  '23505': { code: 'KILN_NOT_UNIQUE', detail: 'The value is already in use.' },
  '23503': conflict('The record refers to one that does not exist, or others still refer to it.'),
  '23001': { code: 'KILN_STILL_REFERENCED', detail: 'Other records still refer to this one.' },
  '23502': invalid('A required value is missing.'),
  '23514': invalid('A value breaks a rule of its field.'),
  '23P01': conflict('The values overlap with those of another record.'),
  '22': invalid('A value does not fit its field.'),
  '42804': invalid('A value has the wrong type.'),
  '54000': invalid('A value is too large.'),
  '54K01': expensive('The answer would be too large. Select less, or fewer records at once.'),
  '54': expensive('The request is too complex for the database.'),
  KN403: { code: 'KILN_FORBIDDEN', detail: 'Your roles do not allow this.' },
  KN423: { code: 'KILN_LOCKED', detail: 'It is locked while somebody decides on it.' },
  // Names that are not there, operators and functions that do not take a column's new type. Whether the model did move
  // or the statement is wrong only its sender can find out (core/http/onCurrentModel.ts).
  '42703': moved,
  '42P01': moved,
  '42883': moved,
  '428C9': moved,
  '26000': moved,
  '40001': conflict('Another change came first. Send the request again.'),
  '40P01': conflict('Two changes waited for each other. Send the request again.'),
  '55P03': unavailable('The data is locked by another change. Try again in a moment.'),
  '57014': expensive('The request took too long and was stopped.'),
  '25P03': expensive('The request held its transaction open for too long and was stopped.'),
  '25006': unavailable('The database is read-only at the moment.'),
  '53': unavailable('The database has no room or no connection left.'),
  '08': lost,
  '57P': lost,
  '28': unavailable('The database refused to let Kiln in.'),
  '3D000': unavailable('The database does not exist.'),
};

/**
 * What went wrong in the database, in Kiln's words. A KilnError passes through as it is.
 *
 * @param sent false when the error came before the statement was sent, so that it cannot have run
 */
export function toKilnError(error: unknown, sent = true): KilnError {
  if (error instanceof KilnError) return error;
  if (error instanceof pg.DatabaseError && error.code) return fromPostgres(error, error.code, sent);
  if (isConnectionError(error)) return new DbError(lost.code, lost.detail, { sqlState: '', lost: when(sent) }, error);
  return new KilnError('KILN_INTERNAL', { cause: error });
}

function fromPostgres(error: pg.DatabaseError, sqlState: string, sent: boolean): DbError {
  const { schema, table, column, constraint, detail: values } = error;
  const { code, detail, modelMoved = false, lost: isLost } = meaningOf(error, sqlState);
  const wasLost = isLost || !sent ? when(sent) : undefined;
  const place = { schema, table, column, constraint, detail: values };
  return new DbError(code, detail, { sqlState, ...place, modelMoved, lost: wasLost }, error);
}

function meaningOf(error: pg.DatabaseError, sqlState: string): Meaning {
  // "cached plan must not change result type". 0A000 has other uses, and the message may be in any language, so the
  // function that raised it decides.
  if (sqlState === '0A000' && error.routine === 'RevalidateCachedQuery') return moved;
  const known = meanings[sqlState] ?? meanings[sqlState.slice(0, 3)] ?? meanings[sqlState.slice(0, 2)];
  return known ?? { code: 'KILN_INTERNAL' };
}

function when(sent: boolean): 'before' | 'during' {
  return sent ? 'during' : 'before';
}

function isConnectionError(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (error instanceof AggregateError) return error.errors.some(isConnectionError);
  if ('code' in error && typeof error.code === 'string')
    return /^(E[A-Z_]+|ERR_SOCKET_\w+|ERR_STREAM_\w+)$/.test(error.code);
  // node-postgres has no codes for its own.
  return /^(Connection terminated|Client has encountered a connection error|Client was closed|timeout expired)/.test(
    error.message,
  );
}

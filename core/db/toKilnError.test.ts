import pg from 'pg';
import { expect, test } from 'vitest';
import { KilnError } from '../errors/KilnError.ts';
import { DbError } from './DbError.ts';
import { toKilnError } from './toKilnError.ts';

function fromPostgres(code: string, routine?: string): pg.DatabaseError {
  const error = new pg.DatabaseError('relation "data.secret" says no', 0, 'error');
  error.code = code;
  error.routine = routine;
  return error;
}

function systemError(code: string): Error {
  return Object.assign(new Error(`connect ${code} 10.0.0.1`), { code });
}

test.each([
  ['23505', 'KILN_NOT_UNIQUE'],
  ['23503', 'KILN_CONFLICT'],
  ['23001', 'KILN_STILL_REFERENCED'],
  ['23502', 'KILN_INVALID'],
  ['23514', 'KILN_INVALID'],
  ['22P02', 'KILN_INVALID'],
  ['22001', 'KILN_INVALID'],
  ['22021', 'KILN_INVALID'],
  ['54000', 'KILN_INVALID'],
  ['54001', 'KILN_TOO_EXPENSIVE'],
  ['57014', 'KILN_TOO_EXPENSIVE'],
  ['40P01', 'KILN_CONFLICT'],
  ['55P03', 'KILN_UNAVAILABLE'],
  ['53300', 'KILN_UNAVAILABLE'],
  ['53100', 'KILN_UNAVAILABLE'],
  ['08006', 'KILN_UNAVAILABLE'],
  ['57P01', 'KILN_UNAVAILABLE'],
  ['57P03', 'KILN_UNAVAILABLE'],
  ['28P01', 'KILN_UNAVAILABLE'],
  ['42601', 'KILN_INTERNAL'],
  ['XX000', 'KILN_INTERNAL'],
])('%s is %s, and tells nothing of the database', (sqlState, code) => {
  const error = toKilnError(fromPostgres(sqlState));
  expect(error).toBeInstanceOf(DbError);
  expect(error).toMatchObject({ code, sqlState, modelMoved: false });
  expect(error.message).not.toContain('data.secret');
});

test.each([
  ['42703', undefined, true],
  ['42P01', undefined, true],
  ['42883', undefined, true],
  ['428C9', undefined, true],
  ['26000', undefined, true],
  ['0A000', 'RevalidateCachedQuery', true],
  ['0A000', 'somethingElse', false],
])('%s from %s: the model moved is %s', (sqlState, routine, modelMoved) => {
  expect(toKilnError(fromPostgres(sqlState, routine))).toMatchObject({ modelMoved });
});

test.each([
  systemError('ECONNREFUSED'),
  systemError('ECONNRESET'),
  systemError('ENOTFOUND'),
  new AggregateError([systemError('ECONNREFUSED')]),
  new Error('Connection terminated unexpectedly'),
])('a lost connection: %s', (cause) => {
  expect(toKilnError(cause)).toMatchObject({ code: 'KILN_UNAVAILABLE', lost: 'during', cause });
  expect(toKilnError(cause, false)).toMatchObject({ code: 'KILN_UNAVAILABLE', lost: 'before' });
});

test('lets a KilnError pass, and hides what it does not know', () => {
  const known = new KilnError('KILN_STALE');
  expect(toKilnError(known)).toBe(known);
  const bug = new TypeError('x is undefined');
  expect(toKilnError(bug)).toMatchObject({ code: 'KILN_INTERNAL', message: 'KILN_INTERNAL', cause: bug });
});

import pino from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { AuditEntry } from '../context/types.ts';
import type { Db } from '../db/types.ts';
import { testDatabase } from '../testing/database.ts';
import { createTrail, type Trail } from './createTrail.ts';

let db: Db;
let trail: Trail;
let closeDatabase: () => Promise<void>;
const lines: string[] = [];

beforeAll(async () => {
  ({ db, close: closeDatabase } = await testDatabase());
  trail = createTrail(db, pino({ level: 'error' }, { write: (line) => void lines.push(line) }));
});
afterAll(async () => {
  await trail.close();
  await closeDatabase();
});

const entry = (requestId: string, more: Partial<AuditEntry> = {}): AuditEntry => ({
  action: 'signInFailed',
  actor: null,
  via: 'ui',
  requestId,
  ...more,
});

async function written(): Promise<string[]> {
  const rows = await db.query({ text: 'select request_id from audit.entry order by seq', values: [] });
  return rows.map(([id]) => id ?? '');
}

test('texts that Postgres cannot hold are written with a replacement character', async () => {
  trail.note(entry('nul', { details: { email: 'a\0b' } }));
  trail.note(entry('half', { details: { email: '\ud83d' } }));
  await trail.flush();
  const rows = await db.query({ text: `select details ->> 'email' from audit.entry order by seq`, values: [] });
  expect(rows).toEqual([['a\ufffdb'], ['\ufffd']]);
});

test('an entry that the database refuses goes to the log and holds up no other', async () => {
  trail.note(entry('before'));
  trail.note(entry('refused', { record: 'no id' }));
  trail.note(entry('after'));
  await trail.flush();
  expect(await written()).toEqual(expect.arrayContaining(['before', 'after']));
  expect(await written()).not.toContain('refused');
  expect(lines.filter((line) => line.includes('"requestId":"refused"'))).toHaveLength(1);
});

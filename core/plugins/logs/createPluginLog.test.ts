import pino from 'pino';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from '../../testing/database.ts';
import { createPluginLog } from './createPluginLog.ts';

let database: TestDatabase;

beforeEach(async () => {
  database = await testDatabase();
});
afterEach(() => database.close());

test('of a flood 600 lines a minute are kept, and what was dropped is told', async () => {
  const log = createPluginLog(database.db, pino({ level: 'silent' }), () => true);
  const line = { level: 'info', entry: 'job flood' } as const;
  for (let n = 0; n < 700; n += 1) log.write({ ...line, plugin: 'loud', message: `line ${n}` });
  log.write({ ...line, plugin: 'quiet', message: 'once' });
  await log.close();
  const rows = await database.db.query({
    text: `select plugin, level, count(*), max(message) from kiln.plugin_log group by plugin, level order by 1, 2`,
    values: [],
  });
  expect(rows).toEqual([
    ['loud', 'info', '600', 'line 99'],
    ['loud', 'warn', '1', '100 more lines were dropped: a plugin writes at most 600 a minute.'],
    ['quiet', 'info', '1', 'once'],
  ]);
});

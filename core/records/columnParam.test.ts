import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { testDatabase } from '../testing/database.ts';
import { columnArray } from './columnParam.ts';

let database: Awaited<ReturnType<typeof testDatabase>>;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

async function roundTrip(text: string, type: string): Promise<unknown> {
  const [row] = await database.db.query({ text: `select to_json($1::${type}[])::text`, values: [text] });
  return JSON.parse(row?.[0] ?? '');
}

test('Postgres reads back every text that it can hold', async () => {
  const hostile = [
    '',
    ' ',
    'NULL',
    'null',
    '{a,"b"}',
    '\\',
    '\\\\n',
    '"',
    '\\"',
    '\n\t\r\b\f\v\u0001\u007f\\u0041',
    '，王😀',
  ];
  expect(await roundTrip(columnArray([...hostile, null, undefined], 'text'), 'text')).toEqual([...hostile, null, null]);
  const unit = fc.oneof(
    fc.constantFrom('\\', '"', '\n', 'n', 'u', '0', '{', ',', '\u0002'),
    fc.string({ unit: 'binary' }),
  );
  const storable = fc.array(unit, { maxLength: 8 }).map((parts) => parts.join('').replaceAll('\0', '').toWellFormed());
  await fc.assert(
    fc.asyncProperty(fc.array(fc.option(storable), { minLength: 1, maxLength: 20 }), async (texts) => {
      expect(await roundTrip(columnArray(texts, 'text'), 'text')).toEqual(texts);
    }),
  );
});

test('numbers, truth values, lists and JSON go the same way', async () => {
  expect(await roundTrip(columnArray([1.25, -3, 1e21, null], 'numeric'), 'numeric')).toEqual([1.25, -3, 1e21, null]);
  expect(await roundTrip(columnArray([true, null, false], 'boolean'), 'boolean')).toEqual([true, null, false]);
  const documents = [{ a: 'line\n"quoted" \\ end' }, ['x', null], 'text', 5, false, null];
  expect(await roundTrip(columnArray(documents, 'jsonb'), 'jsonb')).toEqual(documents);
  expect(await roundTrip(columnArray([['a,b', '"'], [], null], 'text[]'), 'text')).toEqual([
    '["a,b","\\""]',
    '[]',
    null,
  ]);
});

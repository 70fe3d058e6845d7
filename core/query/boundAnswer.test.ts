import { afterAll, beforeAll, expect, test } from 'vitest';
import { aggregate } from '../records/aggregate.ts';
import { create } from '../records/create.ts';
import { get } from '../records/get.ts';
import { list } from '../records/list.ts';
import { type TestRecords, testRecords } from '../testing/testRecords.ts';

const text = { type: 'string' };
let records: TestRecords;
let home: string;

beforeAll(async () => {
  records = await testRecords([
    {
      $schema: 'kiln:entity',
      $id: 'home',
      title: 'Home',
      type: 'object',
      properties: { name: text, lines: { 'x-children': { entity: 'line', field: 'home' } } },
    },
    {
      $schema: 'kiln:entity',
      $id: 'line',
      title: 'Line',
      type: 'object',
      properties: {
        note: { ...text, format: 'multiline' },
        quote: { ...text, 'x-formula': "'> ' + note" },
        home: { 'x-relation': { to: 'home' } },
      },
    },
  ]);
  home = JSON.parse(await create(records.ctx, 'home', { name: 'big' })).id;
});
afterAll(() => records.close());

/** Puts 1,000 line items of so many characters into the one record, each different. */
async function fill(characters: number): Promise<void> {
  await records.db.script(`
    delete from data.line;
    insert into data.line (id, note, home, created_at, updated_at, created_by, updated_by)
    select id, rpad(id::text, ${characters}, 'x'), '${home}', now(), now(), id, id
    from (select gen_random_uuid() as id from generate_series(1, 1000)) as n`);
}

async function outcome(answer: Promise<string>): Promise<number | string> {
  return answer.then(
    (json) => json.length,
    (error: { code: string }) => error.code,
  );
}

const requests: [string, (select: string) => Promise<string>][] = [
  ['a record', (select) => get(records.ctx, 'home', home, { select })],
  ['a page', (select) => list(records.ctx, 'home', { select })],
];

test.each(requests)('%s with a list within bounds is answered, one with a larger list is not', async (_, ask) => {
  await fill(16_000);
  expect(await outcome(ask('lines(note)'))).toBeGreaterThan(16_000_000);
  await fill(17_000);
  expect(await outcome(ask('lines(note)'))).toBe('KILN_TOO_EXPENSIVE');
  // The list inside is too large before there is one around it.
  expect(await outcome(ask('lines(home(lines(note)))'))).toBe('KILN_TOO_EXPENSIVE');
});

test('few records of long texts are bounded, too, and so are groups', async () => {
  await fill(99_000);
  expect(await outcome(list(records.ctx, 'line', { limit: '60' }))).toBeGreaterThan(5_000_000);
  expect(await outcome(list(records.ctx, 'line', { limit: '1000' }))).toBe('KILN_TOO_EXPENSIVE');
  expect(await outcome(aggregate(records.ctx, 'line', { group: 'quote', measure: 'count()' }))).toBe(
    'KILN_TOO_EXPENSIVE',
  );
});

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { StartError } from '../../config/StartError.ts';
import { type TestDatabase, testDatabase } from '../../testing/database.ts';
import { createDb } from '../createDb.ts';
import type { Db } from '../types.ts';
import { applySystemTables } from './applySystemTables.ts';

let database: TestDatabase;
let db: Db;
beforeAll(async () => {
  database = await testDatabase();
  db = database.db;
});
afterAll(() => database.close());

const one = async (text: string, ...values: unknown[]) => (await db.query({ text, values }))[0]?.[0];

/** Runs f on an empty database beside the test's own. */
async function onEmptyDatabase(f: (db: Db, url: string) => Promise<void>): Promise<void> {
  const name = `empty_${process.pid}_${Date.now()}`;
  await db.script(`create database ${name} template template0`);
  const url = database.url.replace(/\w+$/, name);
  const empty = createDb({ url });
  try {
    await f(empty, url);
  } finally {
    await empty.close();
    await db.script(`drop database ${name} with (force)`);
  }
}

describe('applySystemTables', () => {
  test('several at once on an empty database agree', async () => {
    await onEmptyDatabase(async (empty) => {
      await Promise.all([1, 2, 3, 4].map(() => applySystemTables(empty)));
      const applied = await empty.query({ text: 'select id from kiln.migrations order by id', values: [] });
      expect(applied).toEqual(await db.query({ text: 'select id from kiln.migrations order by id', values: [] }));
    });
  });

  test('does nothing the second time', async () => {
    const before = await one('select max(applied_at)::text || count(*) from kiln.migrations');
    await applySystemTables(db);
    expect(await one('select max(applied_at)::text || count(*) from kiln.migrations')).toBe(before);
  });

  test('uses a pg_trgm that is there already', async () => {
    await onEmptyDatabase(async (empty) => {
      await empty.script('create extension pg_trgm schema public');
      await applySystemTables(empty);
    });
  });

  describe('refuses, with a sentence,', () => {
    test('a database that a newer Kiln has used', async () => {
      await onEmptyDatabase(async (empty) => {
        await applySystemTables(empty);
        await empty.script('insert into kiln.migrations (id) values (999999)');
        await expect(applySystemTables(empty)).rejects.toThrow(StartError);
        await expect(applySystemTables(empty)).rejects.toThrow('used by a newer Kiln');
      });
    });

    test('a role that may not create schemas', async () => {
      await onEmptyDatabase(async (empty, url) => {
        await empty.script(`drop role if exists limited; create role limited login password 'limited'`);
        const limited = createDb({ url: url.replace(/\/\/[^@]+@/, '//limited:limited@') });
        await expect(applySystemTables(limited)).rejects.toThrow('may not create schemas or extensions');
        await limited.close();
        await empty.script('drop role limited');
      });
    });

    test('a pg_trgm in a schema that Kiln does not look into', async () => {
      await onEmptyDatabase(async (empty) => {
        await empty.script('create schema elsewhere; create extension pg_trgm schema elsewhere');
        await expect(applySystemTables(empty)).rejects.toThrow('alter extension pg_trgm set schema');
        expect(await empty.query({ text: `select to_regnamespace('kiln')`, values: [] })).toEqual([[null]]);
      });
    });

    test('a database in another encoding', async () => {
      await db.script(`create database latin template template0 encoding 'LATIN1' locale 'C' locale_provider libc`);
      const latin = createDb({ url: database.url.replace(/\w+$/, 'latin') });
      await expect(applySystemTables(latin)).rejects.toThrow('needs a database with encoding UTF8');
      await latin.close();
      await db.script('drop database latin');
    });

    test('a server that cannot be reached', async () => {
      const away = createDb({ url: database.url.replace(/:\d+\//, ':1/') });
      await expect(applySystemTables(away)).rejects.toThrow(/^The database cannot be reached: connect ECONNREFUSED/);
      await away.close();
      const stranger = createDb({ url: database.url.replace(/:[^:@]+@/, ':wrong@') });
      await expect(applySystemTables(stranger)).rejects.toThrow('password authentication failed');
      await stranger.close();
    });
  });
});

describe('search_text', () => {
  test.each([
    ['Smith & Sons', 'smith & sons'],
    ['Müller ÉCOLE', 'müller école'],
    ['ＡＢＣ１２', 'abc12'],
    ['', ''],
  ])('%s', async (input, text) => {
    expect(await one('select kiln.search_text($1)', input)).toBe(text);
  });

  test.each([
    ['张伟', ['张', '伟', '张伟']],
    ['张伟明, Smith 王小', ['张', '伟', '明', '王', '小', '张伟', '伟明', '王小', 'smith']],
    ['ABC公司', ['公', '司', '公司', 'abc公司']],
    ['ひらがなカナ 한국어', ['ら', 'がな', 'なカ', 'カナ', '한국', '국어']],
    ['𠮷野家', ['𠮷', '𠮷野', '野家']],
  ])('%s holds its words between blanks', async (input, words) => {
    const text = String(await one('select kiln.search_text($1)', input));
    for (const word of words) expect(text.replaceAll(',', ' ')).toContain(` ${word} `);
  });

  test('no pair reaches over a gap', async () => {
    expect(await one('select kiln.search_text($1)', '张 伟，明')).not.toMatch(/张伟|伟明/);
  });

  test('a Chinese name of two characters is found by the index', async () => {
    await db.script(`
      create table public.person (name text not null, search text generated always as (kiln.search_text(name)) stored);
      insert into public.person (name) select chr(20000 + i % 5000) || chr(21000 + i % 4999) || i from generate_series(1, 20000) as i;
      insert into public.person (name) values ('张伟'), ('Mr 王张伟明 x'), ('张 伟');
      create index on public.person using gin (search gin_trgm_ops);
      analyze public.person;
    `);
    const found = await db.query({
      text: 'select name from public.person where search like $1 order by 1',
      values: ['% 张伟 %'],
    });
    expect(found).toEqual([['Mr 王张伟明 x'], ['张伟']]);
    const plan = await db.query({
      text: `explain select name from public.person where search like '% 张伟 %'`,
      values: [],
    });
    expect(plan.flat().join('\n')).toContain('Bitmap Index Scan');
  });
});

test('searching is as right in a database with LC_CTYPE C', async () => {
  const name = `ctype_c_${process.pid}`;
  await db.script(`create database ${name} template template0 encoding 'UTF8' locale 'C' locale_provider libc`);
  const plain = createDb({ url: database.url.replace(/\w+$/, name) });
  await applySystemTables(plain);
  for (const input of ['ÉCOLE Müller', '王张伟明 Smith', 'ΑΒΓ 公司']) {
    const words = { text: 'select kiln.search_text($1), kiln.search_vector($1)', values: [input] };
    expect(await plain.query(words)).toEqual(await db.query(words));
  }
  await plain.script(`
    create table public.person as select kiln.search_text(name) as search from unnest(array['王张伟明', '张 伟']) as name;
    create index on public.person using gin (search gin_trgm_ops);
    set enable_seqscan = off;
  `);
  expect(
    await plain.query({ text: `select count(*) from public.person where search like '% 张伟 %'`, values: [] }),
  ).toEqual([['1']]);
  await plain.close();
  await db.script(`drop database ${name}`);
});

describe('search_vector', () => {
  test('has Latin words, CJK characters and CJK pairs as words', async () => {
    const found = await one(
      `select string_agg(word, ' ') filter (where kiln.search_vector($1) @@ plainto_tsquery('simple', word))
       from unnest(array['smith', 'smi', '张', '张伟', '伟明', '张明']) as word`,
      'Herr Smith 张伟明',
    );
    expect(found).toBe('smith 张 张伟 伟明');
  });

  test.each([
    ['Latin', `string_agg(md5(i::text), ' ') from generate_series(1, 60000) as i`],
    [
      'Chinese',
      `string_agg(chr(20000 + i * 7919 % 20000) || chr(20000 + i % 19997), '') from generate_series(1, 200000) as i`,
    ],
  ])('takes any length of %s text', async (_, text) => {
    expect(await one(`select length(kiln.search_vector(text)) > 5000 from (select ${text}) as t (text)`)).toBe('t');
  });
});

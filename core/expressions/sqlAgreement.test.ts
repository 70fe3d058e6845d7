import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from '../testing/database.ts';
import { type CheckedExpression, check } from './check.ts';
import { compileExpression } from './compileExpression.ts';
import { expressionShape } from './expressionShape.ts';
import type { SqlParam } from './SqlScope.ts';
import { postgresPattern } from './sql/postgresPattern.ts';
import { arbitraryExpression, type Kind } from './testing/arbitraryExpression.ts';
import { recordScope } from './testing/recordScope.ts';
import { insertRecords, recordTables, sampleRecords, sqlScope } from './testing/recordTable.ts';
import { toSql } from './toSql.ts';
import type { CelType, CelValue } from './types.ts';

const now = new Date('2024-05-31T22:30:00.123Z');
const sample = sampleRecords(25);
let database: TestDatabase;

beforeAll(async () => {
  database = await testDatabase();
  await database.db.script(recordTables);
  for (const statement of insertRecords(sample)) await database.db.query(statement);
});
afterAll(() => database.close());

function checked(source: string, expects?: CelType['kind']): CheckedExpression {
  const result = check(source, recordScope, expects);
  if (!result.ok) throw new Error(`${source}: ${result.problems.map(({ message }) => message).join(' ')}`);
  return result.expression;
}

/** The value of a column's text, in the form that evaluate gives. */
function readText(text: string | null, kind: string): unknown {
  if (text === null) return null;
  // Postgres goes on where JavaScript's numbers end.
  if (kind === 'int' || kind === 'double') return Number.isFinite(Number(text)) ? Number(text) : null;
  if (kind === 'bool') return text === 't';
  if (kind === 'timestamp') return new Date(text);
  if (kind === 'duration') return Number(text);
  return kind === 'list' || kind === 'dyn' ? JSON.parse(text) : text;
}

function readable(sql: string, kind: string): string {
  if (kind === 'timestamp') return `kiln.to_text(${sql})`;
  if (kind === 'duration') return `kiln.milliseconds(${sql})`;
  return kind === 'list' ? `to_json(${sql})` : sql;
}

/** Asserts that Postgres and evaluate agree on every record, as a value and, for truth values, as a condition. */
async function expectAgreement(
  source: string,
  { expects, timeZone = 'UTC' }: { expects?: 'bool'; timeZone?: string } = {},
): Promise<void> {
  const expression = checked(source, expects);
  const { kind } = expression.type;
  const evaluate = compileExpression(expression);
  const expected: CelValue[] = sample.records.map((record) => evaluate(record, { now, timeZone }));
  const select = async (mode: 'value' | 'condition') => {
    const params: SqlParam[] = [];
    const sql = toSql(expression, { ...sqlScope(params, `'${now.toISOString()}'::timestamptz`), timeZone }, mode);
    expect(params).toEqual(expressionShape(expression).values);
    const text =
      mode === 'value'
        ? `select ${readable(sql, kind)} from data.record r order by r.id`
        : `select id in (select r.id from data.record r where ${sql}) from data.record order by id`;
    const rows = await database.db.query({ text, values: params }).catch((error: Error) => {
      throw new Error(`${error.message}\n${source}\n${sql}`, { cause: error });
    });
    return { sql, values: rows.map(([each]) => readText(each ?? null, mode === 'value' ? kind : 'bool')) };
  };
  const value = await select('value');
  expect(value.values, `${source}\n${value.sql}`).toEqual(expected);
  if (kind !== 'bool') return;
  const condition = await select('condition');
  expect(condition.values, `${source}\n${condition.sql}`).toEqual(expected.map((each) => each === true));
}

const runs = 60;

describe('SQL agrees with evaluate', () => {
  const sources = arbitraryExpression(3);
  const kinds = Object.keys(sources).filter((kind): kind is Kind => kind in sources);
  test.each(kinds)('on random expressions that give %s', { timeout: 60_000 }, async (kind) => {
    await fc.assert(
      fc.asyncProperty(sources[kind], (source) => expectAgreement(source, kind === 'bool' ? { expects: kind } : {})),
      { numRuns: kind === 'bool' ? runs * 4 : runs },
    );
  });

  test.each(['Asia/Shanghai', 'America/New_York'])('on parts of times in %s', async (timeZone) => {
    const parts = [
      'seenAt.getHours()',
      'seenAt.getMinutes()',
      'date(seenAt)',
      'timestamp(date(seenAt))',
      'daysBetween(seenAt, now())',
    ];
    // Around the year 1 the two disagree about what the clocks showed.
    for (const source of parts) await expectAgreement(`seenAt > '1900-01-01' ? ${source} : null`, { timeZone });
    await expectAgreement('today()', { timeZone });
  });

  test('on long chains', async () => {
    await expectAgreement(Array(800).fill('qty').join(' + '));
    await expectAgreement(Array.from({ length: 400 }, (_, index) => `qty == ${index}`).join(' || '));
    await expectAgreement(Array(300).fill('123456789.123456').join(' * '));
  });

  test('on texts that would grow beyond all bounds', async () => {
    const query =
      "select kiln.replace(repeat('a', 5000), 'a', repeat('b', 5000)), kiln.join(array_fill('a'::text, array[5000]), repeat('b', 5000))";
    expect(await database.db.query({ text: query, values: [] })).toEqual([[null, null]]);
  });

  test('on the case of every character that JavaScript and Postgres know', async () => {
    // Letters of Unicode 17, which Node has and Postgres 18 has not.
    const since17 = /[\ua7ce-\ua7d5\u{16ea0}-\u{16ed3}]/u;
    const codes = Array.from({ length: 0x1ffff }, (_, index) => index + 1).filter(
      (code) => code < 0xd800 || code > 0xdfff,
    );
    const characters = codes.map((code) => String.fromCodePoint(code)).filter((each) => !since17.test(each));
    const rows = await database.db.query({
      text: 'select each, kiln.lower(each), kiln.upper(each), kiln.trim(each) from unnest($1::text[]) as each',
      values: [characters],
    });
    const differing = rows.filter(
      ([each, lower, upper, trimmed]) =>
        each?.toLowerCase() !== lower || each?.toUpperCase() !== upper || each?.trim() !== trimmed,
    );
    expect(differing.map(([each]) => each?.codePointAt(0)?.toString(16))).toEqual([]);
  });

  test('on regular expressions', async () => {
    const piece = fc.constantFrom(
      'a',
      'b',
      '.',
      '[ab]',
      '[^a]',
      '(a|b)',
      '(?:ab|)',
      'a*',
      'b+?',
      '(ab){1,2}',
      '^',
      '$',
      '\\d',
      '\\w',
      '\\s',
      '\\.',
      '[\\d-]',
      '[a-c_]',
      '|',
      '[\\w.]',
      '\\n',
      '张',
      '👍',
      '-',
      '{',
      ']',
      '#',
      '***',
    );
    const pattern = fc.array(piece, { maxLength: 6 }).map((pieces) => pieces.join(''));
    const text = fc.string({
      maxLength: 5,
      unit: fc.constantFrom('a', 'b', 'c', '1', '_', ' ', '\n', '.', '张', '👍', '-', '٣'),
    });
    await fc.assert(
      fc.asyncProperty(pattern, fc.array(text, { minLength: 5, maxLength: 5 }), async (source, texts) => {
        const translated = postgresPattern(source);
        const evaluate = check('x.matches(p)', () => ({ kind: 'string' }));
        if (translated === undefined || !evaluate.ok) return;
        const run = compileExpression(evaluate.expression);
        const rows = await database.db.query({
          text: 'select each ~ $2 from unnest($1::text[]) as each',
          values: [texts, translated],
        });
        expect(
          rows.map(([each]) => each === 't'),
          `${source} ${translated}`,
        ).toEqual(texts.map((x) => run({ x, p: source }, { now })));
      }),
      { numRuns: 300 },
    );
  });
});

describe('an index serves', () => {
  test.each([
    ["stage == 'won'", 'record_stage'],
    ["account == '00000000-0000-7000-8000-000000000001'", 'record_account'],
    ["owner in ['00000000-0000-7000-8000-000000000001', 'junk']", 'record_owner'],
    ["'a' in tags", 'record_tags'],
    ["name.contains('abc')", 'record_name'],
    ["createdAt > now() - duration('P1D')", 'record_created'],
    ['amount > 10', 'record_amount'],
  ])('%s, in a plan for any literal', async (source, index) => {
    const params: SqlParam[] = [];
    const sql = toSql(checked(source), sqlScope(params, 'now()'), 'condition');
    const plan = await database.db.withTx(async (tx) => {
      for (const text of [
        'create index record_stage on data.record (stage)',
        'create index record_account on data.record (account)',
        'create index record_owner on data.record (owner)',
        'create index record_tags on data.record using gin (tags)',
        'create index record_name on data.record using gin (name kiln.gin_trgm_ops)',
        'create index record_created on data.record ("createdAt")',
        'create index record_amount on data.record (amount)',
        'set local enable_seqscan = off',
        'set local plan_cache_mode = force_generic_plan',
        `prepare search as select id from data.record r where ${sql}`,
      ]) {
        await tx.query({ text, values: [] });
      }
      const given = params
        .map((each) => (Array.isArray(each) ? `array['${each.join("','")}']` : `'${each}'`))
        .join(', ');
      const lines = await tx.query({ text: `explain execute search${given ? ` (${given})` : ''}`, values: [] });
      await tx.query({ text: 'deallocate search', values: [] });
      await tx.query({
        text: `drop index ${['stage', 'account', 'owner', 'tags', 'name', 'created', 'amount'].map((each) => `data.record_${each}`).join(', ')}`,
        values: [],
      });
      return lines.flat().join('\n');
    });
    expect(plan).toMatch(new RegExp(`Index.* ${index}[\\s\\S]*Index Cond`));
  });
});

import { describe, expect, test } from 'vitest';
import { KilnError } from '../errors/KilnError.ts';
import { quoteLiteral } from '../lib/quoteIdent.ts';
import { type CheckedExpression, check } from './check.ts';
import { expressionShape } from './expressionShape.ts';
import type { SqlParam } from './SqlScope.ts';
import { recordScope } from './testing/recordScope.ts';
import { sqlScope } from './testing/recordTable.ts';
import { sqlProblems, toSql } from './toSql.ts';

function checked(source: string): CheckedExpression {
  const result = check(source, recordScope);
  if (!result.ok) throw new Error(result.problems.map(({ message }) => message).join(' '));
  return result.expression;
}

const condition = (source: string): string => toSql(checked(source), sqlScope([], 'now()'), 'condition');
const value = (source: string): string => toSql(checked(source), sqlScope([], 'now()'), 'value');

function messages(source: string): string[] {
  try {
    condition(source);
    return [];
  } catch (error) {
    if (!(error instanceof KilnError) || error.code !== 'KILN_BAD_EXPRESSION') throw error;
    return error.errors.map(({ message }) => message);
  }
}

describe('a condition can use indexes', () => {
  test.each([
    ["stage == 'won'", '(r."stage" = $1::text)'],
    ["name == 'x'", '(r."name" = $1::text)'],
    ['name == title', '(r."name" is not distinct from r."title")'],
    ['name == stage', '(r."name" = r."stage")'],
    ["name != 'x'", '(r."name" is distinct from $1::text)'],
    ["stage != 'x'", '(r."stage" <> $1::text)'],
    ['name == null', '(r."name" is null)'],
    ['null != name', '(r."name" is not null)'],
    ['has(account)', '(r."account" is not null)'],
    ["account == 'x'", '(r."account" = kiln.to_uuid($1::text))'],
    ['account == owner', '(r."account" is not distinct from r."owner")'],
    ["owner in ['x', 'y']", '(r."owner" = any(kiln.to_uuids($1::text[])))'],
    ["stage in ['a', 'b']", '(r."stage" = any($1::text[]))'],
    ["'a' in tags", '(r."tags" @> array[$1::text])'],
    ['qty > 5', '(r."qty" > $1::bigint)'],
    ['amount >= 5', '(r."amount" >= $1::numeric)'],
    ["closeDate < '2024-05-31'", '(r."closeDate" < $1::date)'],
    ["createdAt < '2024-05-31'", '(r."createdAt" < $1::timestamp with time zone)'],
    ['seenAt > now() - duration("P1D")', '(r."seenAt" > kiln.add_duration(now(), - $1::interval))'],
    ["name.contains('x')", '(r."name" like $1::text)'],
    ["name.startsWith('x')", '(r."name" like $1::text)'],
    ["name < 'x'", '(r."name" collate "C" < $1::text)'],
    ['closed', 'r."closed"'],
    ['!closed', '(r."closed" is not true)'],
    ["!(name == 'x' && qty > 1)", '(((r."name" = $1::text) and (r."qty" > $2::bigint)) is not true)'],
    [
      "contacts.exists(c, c.name == 'x')",
      'exists (select 1 from data.contact c where c.record = r.id and (c.name = $1::text))',
    ],
    [
      "'x' in contacts",
      'exists (select 1 from data.contact c where c.record = r.id and (c.id = kiln.to_uuid($1::text)))',
    ],
    ['contacts.size() > 1', '((select count(*) from data.contact c where c.record = r.id)::numeric > $1::bigint)'],
  ])('%s', (source, sql) => {
    expect(condition(source)).toBe(sql);
  });
});

describe('a value is exact', () => {
  test.each([
    ["name == 'x'", '(r."name" is not distinct from $1::text)'],
    ["stage == 'x'", '(r."stage" = $1::text)'],
    ["owner == 'x'", '(r."owner"::text is not distinct from $1::text)'],
    ['closed && active', '((r."closed" and r."active") is true)'],
    ["stage in ['a']", '((r."stage" = any($1::text[])) is true)'],
    ['amount / qty', 'kiln.divide(r."amount", r."qty"::numeric)'],
    ['qty / 2', 'div(r."qty"::numeric, nullif($1::bigint::numeric, 0))'],
    ["name + '!'", '(r."name" || $1::text)'],
    ['closed ? 1 : null', '(case when r."closed" then $1::bigint::numeric else null::numeric end)'],
    ['meta.a.b', `nullif(r."meta" #> '{"a","b"}', 'null'::jsonb)`],
    [
      'tags.map(t, t.lower())',
      'array(select kiln.lower(cel1.item) from unnest(r."tags") with ordinality as cel1 (item, place) where true order by cel1.place)',
    ],
    ['today()', "(now() at time zone 'UTC')::date"],
  ])('%s', (source, sql) => {
    expect(value(source)).toBe(sql);
  });
});

test('literals may be written into the SQL, for generated columns', () => {
  const scope = {
    ...sqlScope([], 'now()'),
    param: (literal: SqlParam, type: string) => `${quoteLiteral(String(literal))}::${type}`,
  };
  expect(toSql(checked("name + ' it\\'s' + string(qty + 1)"), scope, 'value')).toBe(
    `((r."name" || ' it''s'::text) || trim_scale((r."qty"::numeric + '1'::bigint::numeric))::text)`,
  );
});

test('LIKE sees no wildcards in a literal', () => {
  const params: SqlParam[] = [];
  toSql(checked("name.contains('50%_\\\\')"), sqlScope(params, 'now()'), 'condition');
  expect(params).toEqual(['%50\\%\\_\\\\%']);
});

describe('what SQL cannot do is refused with a sentence', () => {
  test.each([
    ["string(length) == ''", ["'string(duration)' is not available in SQL."]],
    [
      "name.matches('\\\\bx')",
      [
        'This regular expression is not available in SQL, which has characters, classes, groups, alternatives, repetitions, ^ and $ only.',
      ],
    ],
    ['name.matches(name)', ['In SQL, a regular expression must be written out: it cannot come from a field.']],
    ['has(contacts)', ["'contacts' are records: in SQL use size, exists, exists_one, all, map or filter on them."]],
    ["contacts[0].name == ''", ["'.name' of a calculated value is not available in SQL."]],
    ['meta.list.exists(x, x == 1)', ["'JSON as a list' is not available in SQL."]],
    ['[[qty]] == [[1]]', ['A list of lists is not available in SQL.', 'A list of lists is not available in SQL.']],
    [
      "string(length) == '' || name.matches('(?i)x')",
      [
        "'string(duration)' is not available in SQL.",
        'This regular expression is not available in SQL, which has characters, classes, groups, alternatives, repetitions, ^ and $ only.',
      ],
    ],
  ])('%s', (source, expected) => {
    expect(messages(source)).toEqual(expected);
    expect(sqlProblems(checked(source)).map(({ message }) => message)).toEqual(expected);
  });

  test('a path that the scope does not have', () => {
    const scope = { ...sqlScope([], 'now()'), path: () => undefined };
    expect(() => toSql(checked("name == 'x'"), scope, 'condition')).toThrow("'name' is not available in SQL here.");
  });
});

describe('expressionShape', () => {
  const shape = (source: string) => expressionShape(checked(source));

  test('is equal for expressions that differ in literals', () => {
    const { shape: one, values } = shape(
      "stage in ['a', 'b'] && amount > 5 && name.startsWith('x') && closeDate < '2024-01-01' && owner == 'o'",
    );
    const other = shape(
      "stage in ['c'] && amount > -2.5 && name.startsWith('%') && closeDate < '2025-01-01' && owner == 'p'",
    );
    expect(other.shape).toBe(one);
    expect(values).toEqual([['a', 'b'], 5, 'x%', '2024-01-01', 'o']);
    expect(other.values).toEqual([['c'], -2.5, '\\%%', '2025-01-01', 'p']);
  });

  test.each([
    ['qty > 1', 'qty > 1.5'],
    ["name == 'a'", 'name == null'],
    ['closed == true', 'closed == false'],
    ["name == 'a'", "title == 'a'"],
    ["name == 'a'", "name != 'a'"],
    ["name + 'a' == ''", "'a' + name == ''"],
    ['marks.exists(x, x > 1)', 'marks.exists(x, 1 > x)'],
    ['marks.exists(x, marks.exists(y, x > 1))', 'marks.exists(x, marks.exists(y, y > 1))'],
    ['meta.a.b == 1', "meta['a.b'] == 1"],
    ['tags.map(x, x)', 'tags.filter(x, x == x)'],
  ])('tells %s from %s', (a, b) => {
    expect(shape(a).shape).not.toBe(shape(b).shape);
  });

  test('refuses a regular expression that SQL does not have, as toSql does', () => {
    expect(() => shape("name.matches('\\\\bx')")).toThrow(expect.objectContaining({ code: 'KILN_BAD_EXPRESSION' }));
  });
});

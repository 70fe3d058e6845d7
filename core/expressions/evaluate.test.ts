import { describe, expect, test } from 'vitest';
import { type CheckedExpression, check } from './check.ts';
import { evaluate } from './evaluate.ts';
import { recordScope } from './testing/recordScope.ts';
import { toJson } from './toJson.ts';
import type { CelValue } from './types.ts';

const now = new Date('2024-05-31T22:30:00.123Z');
const record = {
  id: '00000000-0000-7000-8000-000000000009',
  name: 'Ännä 👍',
  stage: 'won',
  amount: 12.5,
  price: 0.1,
  qty: 7,
  closed: true,
  closeDate: '2024-01-31',
  createdAt: '2024-05-01T10:00:00.250Z',
  start: '09:30',
  length: 'P1DT2H',
  tags: ['a', 'b', 'c'],
  marks: [3, 1, 2],
  meta: { text: 'x', number: 2.5, list: [1, { deep: true }], constructor: 'own' },
  account: { id: '00000000-0000-7000-8000-000000000001', industry: 'Retail', size: 5 },
  contacts: [
    { id: 'c1', name: 'Ann', age: 40, account: '00000000-0000-7000-8000-000000000001' },
    { id: 'c2', name: null, age: null },
  ],
  owner: '00000000-0000-7000-8000-000000000001',
};

function checked(source: string): CheckedExpression {
  const result = check(source, recordScope);
  if (!result.ok) throw new Error(result.problems.map(({ message }) => message).join(' '));
  return result.expression;
}

function run(source: string, variables: Record<string, unknown> = record, timeZone = 'UTC'): CelValue {
  return evaluate(checked(source), variables, { now, timeZone });
}

describe('evaluate', () => {
  test.each<[string, unknown]>([
    ['0.1 + 0.2 == 0.3', true],
    ['price * 3 == 0.3', true],
    ['1.005 * 100 == 100.5', true],
    ['1000.1 - 1000', 0.1],
    ['1.0 / 3', 0.333333333333333],
    ['2 / 3.0', 0.666666666666667],
    ['-7 / 2', -3],
    ['-7 % 2', -1],
    ['7 / 0', null],
    ['7 % 0', null],
    ['7.5 / 0.0', null],
    ['9007199254740991 * 9007199254740991 / 9007199254740991', 9007199254740991],
    ['9007199254740991 + 1 == 9007199254740991 + 2', false],
    ['round(2.5)', 3],
    ['round(-2.5)', -3],
    ['round(1.005, 2)', 1.01],
    ['round(1250, -2)', 1300],
    ['floor(-1.5)', -2],
    ['ceil(-1.5)', -1],
    ['int(-1.9)', -1],
    ["int('42') + int(' 7 ')", 49],
    ["int('4.2')", null],
    ["double('4.25')", 4.25],
    ['string(12.50)', '12.5'],
    ['string(1e20)', '100000000000000000000'],
    ['string(0.000001)', '0.000001'],
    ["bool('true')", true],
    ["bool('yes')", null],
    ['size(name)', 6],
    ['name.substring(5)', '👍'],
    ['name.substring(-3, 2)', 'Än'],
    ["name.indexOf('👍')", 5],
    ["name.upper().contains('ÄNNÄ')", true],
    ["'a,b,,c'.split(',')", ['a', 'b', '', 'c']],
    ["''.split(',')", []],
    ["tags.join('-')", 'a-b-c'],
    ["'aaa'.replace('a', '$&')", '$&$&$&'],
    ["'abc'.replace('', 'x')", 'abc'],
    ["'a%b'.contains('%')", true],
    ["'\\uffff' < '👍'", true],
    ["name.matches('^Ä.*👍$')", true],
    ["'x1'.matches('\\\\d')", true],
    ["closeDate < '2024-02-01'", true],
    ['closeDate.addMonths(1)', '2024-02-29'],
    ['closeDate.addDays(30)', '2024-03-01'],
    ["date('9999-12-31').addDays(1)", null],
    ['closeDate + duration("PT36H")', '2024-02-01'],
    ['closeDate - duration("PT1H")', '2024-01-30'],
    ['daysBetween(closeDate, today())', 121],
    ["createdAt == '2024-05-01T18:00:00.250+08:00'", true],
    ["start >= '9:30'", true],
    ['length == duration("26h")', true],
    ['length.getHours()', 26],
    ['string(length)', 'P1DT2H'],
    ['createdAt.getMonth() + month(createdAt)', 9],
    ['createdAt.getDayOfWeek()', 3],
    ['closeDate.getDayOfYear()', 30],
    ['seenAt == null', true],
    ['now() - createdAt > duration("P30D")', true],
    ['account.industry', 'Retail'],
    ['account == owner', true],
    ['account.size + 1', 6],
    ['owner in contacts', false],
    ["'c2' in contacts", true],
    ['contacts.exists(c, c.age > 30 && c.account == owner)', true],
    ['contacts.all(c, c.age > 30)', false],
    ['contacts.exists_one(c, has(c.name))', true],
    ['contacts.map(c, c.name)', ['Ann', null]],
    ['contacts.filter(c, c.age > 30)[0].name', 'Ann'],
    ['contacts[1].account == null', true],
    ['marks.map(x, x > 1, x * 10)', [30, 20]],
    ['marks.sum() + marks.max()', 9],
    ['marks.avg()', 2],
    ['marks[3] == null && marks[-1] == null', true],
    ['tags + ["d"] == ["a", "b", "c", "d"]', true],
    ['tags.exists(x, marks.exists(y, size(x) == y))', true],
    ['meta.number * 2', 5],
    ['meta.text == 2', false],
    ['meta.list[1].deep', true],
    ["meta['text']", 'x'],
    ['meta.length == null', true],
    ['meta.toString == null', true],
    ["meta.constructor == 'own'", true],
    ['min(qty, 2.5, amount)', 2.5],
    ['math.least(3, 2)', 2],
    ['coalesce(title, stage)', 'won'],
  ])('%s', (source, expected) => {
    expect(run(source)).toEqual(expected);
  });

  describe('null', () => {
    test.each<[string, unknown]>([
      ['title == null', true],
      ['title == title', true],
      ["title == ''", false],
      ["title != ''", true],
      ["title < 'a'", null],
      ["!(title < 'a')", true],
      ["title < 'a' || true", true],
      ["title < 'a' && true", false],
      ["title < 'a' ? 1 : 2", 2],
      ['title + "x"', null],
      ['count + 1', null],
      ['-count', null],
      ['has(title)', false],
      ['has(account.id)', true],
      ["title in ['a', null]", false],
      ["'a' in [title]", false],
      ['size(title)', null],
      ['active && closed', false],
      ['active || closed', true],
      ['!active', true],
      ['max(qty, count)', null],
      ['title.contains("")', null],
      ['dueDate < today()', null],
      ['dueDate == null && dueDate + duration("P1D") == null', true],
    ])('%s', (source, expected) => {
      expect(run(source)).toEqual(expected);
    });

    test('of missing lists: macros look at none', () => {
      expect(run('tags.all(x, false)', {})).toBe(true);
      expect(run('tags.exists(x, true)', {})).toBe(false);
      expect(run('tags.map(x, x)', {})).toEqual([]);
      expect(run('size(tags)', {})).toBe(null);
    });

    test('stands for values that are not of their type', () => {
      const odd = {
        name: 5,
        qty: '7',
        amount: Number.NaN,
        closeDate: '2024-02-30',
        createdAt: 'soon',
        tags: 'a',
        account: 'x',
        meta: undefined,
      };
      for (const field of [
        'name',
        'qty',
        'amount',
        'closeDate',
        'createdAt',
        'tags',
        'account.industry',
        'meta',
        'meta.a',
      ]) {
        expect(run(`${field} == null`, odd), field).toBe(true);
      }
    });
  });

  test('a time zone decides about days and hours', () => {
    expect(run('today()', record, 'Asia/Shanghai')).toBe('2024-06-01');
    expect(run('createdAt.getHours()', record, 'Asia/Shanghai')).toBe(18);
    expect(run('date(createdAt)', { createdAt: '2024-05-01T23:30:00Z' }, 'Europe/Berlin')).toBe('2024-05-02');
    expect(run('timestamp(closeDate)', record, 'Asia/Shanghai')).toEqual(new Date('2024-01-30T16:00:00Z'));
    expect(run('timestamp(closeDate)', { closeDate: '2024-03-31' }, 'Europe/Berlin')).toEqual(
      new Date('2024-03-30T23:00:00Z'),
    );
  });

  test('toJson gives the API form', () => {
    const json = (source: string) => toJson(run(source), checked(source).type);
    expect(json('createdAt')).toBe('2024-05-01T10:00:00.250Z');
    expect(json('[length, duration("PT90S")]')).toEqual(['P1DT2H', 'PT1M30S']);
    expect(json('meta')).toEqual(record.meta);
    expect(json('amount')).toBe(12.5);
  });

  describe('stops what would cost too much:', () => {
    const thousand = {
      marks: Array.from({ length: 1000 }, (_, index) => index),
      name: 'a'.repeat(5000),
      tags: Array(1000).fill('a'.repeat(1000)),
    };
    test.each([
      ['nested macros', 'marks.all(a, marks.all(b, marks.all(c, a + b + c >= 0)))'],
      ['lists made of lists', 'marks.map(a, marks.map(b, marks.map(c, c))).size() > 0'],
      ['a text that multiplies itself', "name.replace('a', name)"],
      ['long texts over and over', 'tags.map(x, tags.join(x)).size() > 0'],
      ['lists that grow', 'marks.map(x, marks + marks + marks + marks).size() > 0'],
      ['looking up in long lists', 'marks.all(a, marks.all(b, b in marks))'],
      ['a regular expression over and over', "tags.exists(x, tags.exists(y, y.matches('(a|b|ab)*c{1,50}')))"],
    ])('%s', (_, source) => {
      const start = performance.now();
      expect(() => run(source, thousand)).toThrow(expect.objectContaining({ code: 'KILN_TOO_EXPENSIVE' }));
      expect(performance.now() - start).toBeLessThan(1000);
    });

    test('a budget of steps may be given', () => {
      const expression = checked('marks.all(x, x >= 0)');
      expect(() => evaluate(expression, thousand, { now, maxSteps: 100 })).toThrow('takes too many steps');
      expect(evaluate(expression, thousand, { now })).toBe(true);
    });
  });
});

import { describe, expect, test } from 'vitest';
import { check } from './check.ts';
import { isImmutable } from './isImmutable.ts';
import { recordScope } from './testing/recordScope.ts';
import type { CelType } from './types.ts';

function typeOf(source: string): string {
  const result = check(source, recordScope);
  if (!result.ok) throw new Error(result.problems.map(({ message }) => message).join(' '));
  return nameOf(result.expression.type);
}

function nameOf(type: CelType): string {
  return type.kind === 'list' ? `list<${nameOf(type.of)}>` : type.kind;
}

/** Problems as `text at fault: message`. */
function problems(source: string, expects?: CelType['kind']): string[] {
  const result = check(source, recordScope, expects);
  return result.ok ? [] : result.problems.map(({ message, start, end }) => `${source.slice(start, end)}: ${message}`);
}

describe('check gives the type of', () => {
  test.each([
    ['1 + 2', 'int'],
    ['1 + 2.5', 'double'],
    ['qty / 2', 'int'],
    ['qty / 2.0', 'double'],
    ['amount * qty', 'double'],
    ["name + '!'", 'string'],
    ["closed ? 'a' : null", 'string'],
    ['closed ? 1 : 2.5', 'double'],
    ['tags + ["x"]', 'list<string>'],
    ['[1, 2.5, null]', 'list<double>'],
    ['closeDate + duration("P1D")', 'date'],
    ['seenAt - createdAt', 'duration'],
    ["closeDate == '2024-05-31'", 'bool'],
    ["closeDate in ['2024-05-31', dueDate]", 'bool'],
    ["max(closeDate, '2024-05-31')", 'date'],
    ["account == '0190'", 'bool'],
    ['account == owner', 'bool'],
    ['owner in contacts', 'bool'],
    ['contacts.map(c, c.account.size)', 'list<int>'],
    ['contacts.filter(c, c.age > 3)[0].name', 'string'],
    ['meta.a.b[0]', 'dyn'],
    ['meta.a > 3', 'bool'],
    ['meta.flag && closed', 'bool'],
    ['meta.items.exists(x, x == 1)', 'bool'],
    ['round(amount)', 'int'],
    ['round(amount, 2)', 'double'],
    ['math.greatest(qty, 1.5)', 'double'],
    ['coalesce(name, title, "")', 'string'],
    ['size(contacts)', 'int'],
    ['lower(name) == name.lower()', 'bool'],
    ['null', 'null'],
    ['has(contacts)', 'bool'],
  ])('%s', (source, type) => {
    expect(typeOf(source)).toBe(type);
  });
});

describe('check says what is wrong with', () => {
  test.each([
    ['stagee', ["stagee: Unknown field 'stagee'. Did you mean 'stage'?"]],
    ['stage == won', ["won: Unknown field 'won'. If it is meant as text, put it in quotes: 'won'."]],
    ['account.industri', ["industri: Unknown field 'industri' of account. Did you mean 'industry'?"]],
    ['name.first', ["first: '.first' does not work here: this is text."]],
    [
      'contacts.name',
      [
        "name: '.name' does not work here: this is a list (of a record (contact)). Look at its items with exists, all, filter or map.",
      ],
    ],
    ['lowr(name)', ["lowr(name): Unknown function 'lowr'. Did you mean 'lower'?"]],
    ['lower(qty)', ["lower(qty): 'lower' does not work on a whole number. It is written text.lower()."]],
    [
      'round(1.5, 2, 3)',
      ["round(1.5, 2, 3): 'round' does not take 3 values. It is written round(number), round(number, digits)."],
    ],
    [
      'name == 1',
      [
        'name == 1: Cannot compare text with a whole number. Use string(…), or write the text as a value of the other type.',
      ],
    ],
    [
      'closeDate < createdAt',
      [
        'closeDate < createdAt: Cannot compare a date with a date and time. Use date(…) on the one or timestamp(…) on the other.',
      ],
    ],
    ["closeDate > '2024-02-30'", ["'2024-02-30': '2024-02-30' is not a date. Write it like '2024-05-31'."]],
    ["start > '25:00'", ["'25:00': '25:00' is not a time of day. Write it like '09:30'."]],
    [
      "closeDate in ['2024-01-01', 'soon']",
      ["['2024-01-01', 'soon']: 'soon' is not a date. Write it like '2024-05-31'."],
    ],
    ["duration('2 days')", ["'2 days': '2 days' is not a duration. Write it like 'P1DT2H' or '1h30m'."]],
    ['closed < active', ['closed < active: True or false has no order to compare by.']],
    ["name in 'text'", ["name in 'text': 'in' needs a list on the right, but this is text."]],
    ['name && closed', ["name && closed: '&&' needs true or false, but text is given."]],
    ['!name', ["!name: '!' needs true or false, but text is given."]],
    [
      "closed ? 1 : 'a'",
      ["closed ? 1 : 'a': Both values of '?:' must be of one type, but they are a whole number and text."],
    ],
    ["[1, 'a']", ["'a': All items of a list must be of one type, but this is text beside a whole number."]],
    ['tags.exists(tag)', ["tags.exists(tag): 'exists' is written list.exists(x, condition)."]],
    ['name.exists(x, true)', ["name: 'exists' looks at the items of a list, but this is text."]],
    [
      'tags.filter(x, size(x))',
      [
        'size(x): This is a whole number, but true or false is expected here. Compare it with something, or use has(…).',
      ],
    ],
    ["name.matches('[')", ["'[': This is not a regular expression: error parsing regexp: missing closing ]: `[`."]],
    [
      'meta.a + meta.b',
      [
        "meta.a + meta.b: '+' cannot tell what type this JSON value has. Say it with string(…), double(…), bool(…), date(…) or timestamp(…).",
      ],
    ],
    ['9007199254740992', ['9007199254740992: A whole number may lie between -9007199254740991 and 9007199254740991.']],
    ["'\\u0000'", ["'\\u0000': A text may not hold the NUL character."]],
    ["b'ab'", ["b'ab': Bytes and unsigned numbers are not part of the language."]],
    ["{'a': 1}", ["{'a': 1}: Maps { … } are not part of the language."]],
    [
      'cel.bind(x, 1, x)',
      [
        "cel: Unknown field 'cel'. If it is meant as text, put it in quotes: 'cel'.",
        "x: Unknown field 'x'. If it is meant as text, put it in quotes: 'x'.",
        "x: Unknown field 'x'. If it is meant as text, put it in quotes: 'x'.",
        "cel.bind(x, 1, x): Unknown function 'bind'.",
      ],
    ],
    ['stage = 1', ["=: Unexpected '='. To compare, write '=='."]],
    ['name &&', [': Did not expect the end of the expression here.']],
    ['(name', [": Expected ')' but found the end of the expression."]],
    ["'open", ["'open: The closing quote is missing."]],
    [
      'tags.exists(1, true)',
      ['1: The first argument must be a new name for the item, e.g. tags.exists(tag, tag == "new").'],
    ],
    ['if', ["if: 'if' is a reserved word."]],
    ['', [': The expression is empty.']],
    ["'\ud800'", ["'\ud800': The expression holds half a character (a lone surrogate)."]],
  ])('%s', (source, expected) => {
    expect(problems(source)).toEqual(expected);
  });

  test('several things at once, each once', () => {
    expect(problems("stagee == 1 + name || foo(nme) > qty + 'a'")).toEqual(
      [
        "stagee: Unknown field 'stagee'. Did you mean 'stage'?",
        "1 + name: '+' does not work on a whole number and text. Use string(…), or write the text as a value of the other type.",
        "foo(nme): Unknown function 'foo'.",
        "qty + 'a': '+' does not work on a whole number and text. Use string(…), or write the text as a value of the other type.",
      ].toSpliced(2, 0, "nme: Unknown field 'nme'. Did you mean 'name'?"),
    );
  });

  test('an expression of another type than expected', () => {
    expect(problems('name', 'bool')).toEqual([
      'name: This is text, but true or false is expected here. Compare it with something, or use has(…).',
    ]);
    expect(problems('qty', 'string')).toEqual([
      'qty: This is a whole number, but text is expected here. Use string(…).',
    ]);
    expect(problems('createdAt', 'date')).toEqual([
      'createdAt: This is a date and time, but a date is expected here. Use date(…).',
    ]);
    expect(problems('name', 'list')).toEqual(['name: This is text, but a list is expected here.']);
    expect(problems('qty', 'double')).toEqual([]);
    expect(problems('meta.flag', 'bool')).toEqual([]);
    expect(problems("'2024-05-31'", 'date')).toEqual([]);
    expect(problems('account', 'string')).toEqual([]);
    expect(problems('null', 'int')).toEqual([]);
  });
});

test('uses are the paths of fields, without macro variables and the inside of JSON', () => {
  const result = check(
    'account.industry == name && contacts.exists(c, c.name == stage) && meta.a.b == 1 && name != ""',
    recordScope,
  );
  expect(result.ok && result.expression.uses).toEqual(['account.industry', 'name', 'contacts', 'stage', 'meta']);
});

test.each([
  ['qty * 2 > amount', true],
  ['closeDate > today()', false],
  ['[createdAt, now()].max() == seenAt', false],
])('isImmutable: %s is %s', (source, immutable) => {
  const result = check(source, recordScope);
  expect(result.ok && isImmutable(result.expression)).toBe(immutable);
});

describe('hostile sources are refused or checked within a moment', () => {
  test.each([
    ['brackets', `${'('.repeat(5000)}1${')'.repeat(4999)}`],
    ['unclosed lists', '['.repeat(10_000)],
    ['negations', `${'!'.repeat(9999)}a`],
    ['minus signs', `${'-'.repeat(9999)}1`],
    ['a chain of ||', Array(900).fill('closed').join(' || ')],
    ['a chain of +', Array(999).fill('1').join('+')],
    ['a long list', `qty in [${Array(990).fill('1').join(',')}]`],
    ['too long a list', `qty in [${Array(4900).fill('1').join(',')}]`],
    ['a long text', `'${'a'.repeat(9990)}'`],
    ['a long number', '9'.repeat(9999)],
    ['a long hexadecimal number', `0x${'f'.repeat(9990)}`],
    ['nested conditions', `${'true ? '.repeat(1400)}1`],
    ['nested macros', `${'marks.all(a, '.repeat(700)}true${')'.repeat(700)}`],
    ['a long path', `meta${'.a'.repeat(4900)}`],
    ['many mistakes', Array.from({ length: 1600 }, (_, index) => `n${index}`).join('*')],
    ['beyond the length', 'a'.repeat(10_001)],
  ])('%s', (_, source) => {
    const start = performance.now();
    check(source, recordScope, 'bool');
    expect(performance.now() - start).toBeLessThan(250);
  });

  test('names of the object prototype are unknown', () => {
    for (const name of ['constructor', 'toString', 'valueOf', 'hasOwnProperty']) {
      expect(problems(`${name} == 1`)[0]).toContain(`Unknown field '${name}'`);
      expect(problems(`account.${name} == 1`)[0]).toContain(`Unknown field '${name}'`);
      expect(problems(`${name}(1)`)[0]).toContain(`Unknown function '${name}'`);
    }
  });
});

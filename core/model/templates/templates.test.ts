import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type CheckedExpression, check } from '../../expressions/check.ts';
import { expressionShape } from '../../expressions/expressionShape.ts';
import type { Scope } from '../../expressions/types.ts';
import type { Json } from '../../lib/json.ts';
import { compile } from '../compile.ts';
import { salesDefinitions } from '../fixtures.ts';
import { entityScope, membersOf, ownRecordScope } from '../scope.ts';
import type { Template } from '../workflowTypes.ts';
import { fillTemplate } from './fillTemplate.ts';
import { parseTemplate } from './parseTemplate.ts';
import { readCondition } from './readCondition.ts';
import type { Complain } from './readExpression.ts';
import { readText } from './readText.ts';

const { entities } = compile(salesDefinitions());
const over = entityScope(entities, 'contact');
const scope: Scope = membersOf({
  record: { kind: 'object', name: 'contact', fields: ownRecordScope(entities, 'contact') },
  people: { kind: 'list', of: { kind: 'object', name: 'contact', fields: ownRecordScope(entities, 'contact') } },
  text: { kind: 'string' },
  number: { kind: 'double' },
  day: { kind: 'date' },
  moment: { kind: 'timestamp' },
  pause: { kind: 'duration' },
  any: { kind: 'dyn' },
});
const options = { now: new Date('2026-05-31T12:00:00Z') };

function textOf(text: string): { template: Template; problems: string[] } {
  const problems: string[] = [];
  const template = readText(text, { scope, complain: ({ message }, at) => problems.push(`${at}: ${message}`) });
  return { template, problems };
}

function fill(text: string, variables: Record<string, unknown>): Json {
  const { template, problems } = textOf(text);
  expect(problems).toEqual([]);
  return fillTemplate(template, variables, options);
}

function where(text: string): { template: Template; problems: string[] } {
  const problems: string[] = [];
  const complain: Complain = ({ message }, at) => problems.push(`${at}: ${message}`);
  return { template: readCondition(text, { scope, over, complain }), problems };
}

/** The condition as a query takes it. */
function asked(text: string, variables: Record<string, unknown>): CheckedExpression {
  const { template, problems } = where(text);
  expect(problems).toEqual([]);
  const filled = fillTemplate(template, variables, options);
  if (typeof filled !== 'object' || filled === null || Array.isArray(filled)) throw new TypeError('not filled');
  const { cel, values } = filled;
  if (typeof cel !== 'string' || !Array.isArray(values)) throw new TypeError('no condition');
  const result = check({ cel, values }, over, 'bool');
  if (!result.ok) throw new TypeError(JSON.stringify(result.problems));
  return result.expression;
}

describe('a text', () => {
  test('that is one ${…} yields the value, typed', () => {
    expect(fill('${number * 2.0}', { number: 21 })).toBe(42);
    expect(fill('${record}', { record: { id: 'a', name: 'Ann' } })).toEqual({ id: 'a', name: 'Ann' });
    expect(fill('${moment}', { moment: '2026-01-01T00:00:00.000Z' })).toBe('2026-01-01T00:00:00.000Z');
    expect(fill('${pause}', { pause: 'PT90M' })).toBe('PT1H30M');
    expect(fill('${any.list}', { any: { list: [1, { a: null }] } })).toEqual([1, { a: null }]);
    expect(fill('${record.name}', {})).toBe(null);
  });

  test('has values filled in', () => {
    expect(fill('Thank ${record.name}!', { record: { name: 'Ann' } })).toBe('Thank Ann!');
    expect(fill('${number} on ${day}, ${text}', { number: 1.5, day: '2026-01-01' })).toBe('1.5 on 2026-01-01, ');
    expect(fill('all: ${people}', { people: [{ id: 'a' }, 'b'] })).toBe('all: ["a","b"]');
    expect(fill('account ${record.account}', { record: { account: { id: 'x', name: 'X' } } })).toBe('account x');
    expect(fill('$${number}', { number: 5 })).toBe('$5');
    expect(fill('\\${number} costs ${number}', { number: 5 })).toBe('${number} costs 5');
    expect(fill('plain', {})).toBe('plain');
  });

  test('may have braces and quotes in its expressions', () => {
    expect(fill(`\${text == '}' ? "{'" : 'x\\'}'}`, { text: '}' })).toBe("{'");
    expect(fill(`a \${'\\\\' + text} b`, { text: '!' })).toBe('a \\! b');
  });

  test('tells what is wrong where it is', () => {
    expect(textOf('Dear ${record.nam}').problems).toEqual(["14: Unknown field 'nam' of contact. Did you mean 'name'?"]);
    expect(textOf('Dear ${record.name').problems).toEqual(['5: This "${" is never closed by "}".']);
    expect(textOf('${}').problems).toEqual(['2: The expression is empty.']);
    expect(textOf("${'a}").problems).toEqual(['0: This "${" is never closed by "}".']);
  });

  test('is escaped for where it goes', () => {
    const complain: Complain = ({ message }) => expect(message).toBe('');
    const html = readText('<b>${text}</b>', { scope, complain, escape: 'html' });
    expect(fillTemplate(html, { text: '<i a="1">&\'' }, options)).toBe('<b>&lt;i a=&quot;1&quot;&gt;&amp;&#39;</b>');
    const url = readText('${text}/users/${text}?q=1', { scope, complain, escape: 'url' });
    expect(fillTemplate(url, { text: 'https://a.example' }, options)).toBe(
      'https://a.example/users/https%3A%2F%2Fa.example?q=1',
    );
    expect(fillTemplate(url, { text: '\ud800' }, options)).toContain('%EF%BF%BD');
  });

  test('is taken apart and put together again, whatever it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('$', '{', '}', '\\', "'", '"', 'a', '\n') }), (text) => {
        const { parts, open } = parseTemplate(text);
        const written = parts.map((part) =>
          typeof part === 'string' ? part.replaceAll('${', '\\${') : `\${${part.source}}`,
        );
        const whole = written.join('');
        expect(open === undefined ? whole : whole + text.slice(open)).toBe(text);
        for (const part of parts) if (typeof part === 'object') expect(text.slice(part.start)).toContain(part.source);
      }),
    );
  });
});

describe('a condition', () => {
  test('gets values beside it', () => {
    const { template } = where("account == '${record.account}' && stage == 'lead'");
    expect(fillTemplate(template, { record: { account: 'abc' } }, options)).toEqual({
      cel: "account == _0 && stage == 'lead'",
      values: ['abc'],
    });
    expect(asked('score > ${number}', { number: 7 }).root).toMatchObject({ args: [{}, { op: 'literal', value: 7 }] });
    expect(asked('score > ${number}', { number: -7.5 }).root).toMatchObject({ args: [{}, { value: -7.5 }] });
    expect(asked("name == 'Mr ${text}'", { text: "O'Neil" }).root).toMatchObject({
      args: [{}, { value: "Mr O'Neil" }],
    });
    expect(asked('id in ${people}', { people: [{ id: 'a' }, 'b'] }).root).toMatchObject({
      args: [{}, { value: ['a', 'b'] }],
    });
  });

  test('reads a text as what it stands beside', () => {
    expect(asked("born < '${text}'", { text: '2026-01-01' }).root).toMatchObject({
      args: [{}, { type: { kind: 'date' } }],
    });
    expect(asked('createdAt > ${text}', { text: '2026-01-01' }).root).toMatchObject({
      args: [{}, { type: { kind: 'timestamp' } }],
    });
    expect(asked("born < '${day}'", { day: '2026-01-01' }).root).toMatchObject({ args: [{}, { value: '2026-01-01' }] });
    expect(asked("name == '${day}'", { day: '2026-01-01' }).root).toMatchObject({
      args: [{}, { value: '2026-01-01' }],
    });
    expect(asked("name == '${number}'", { number: 5 }).root).toMatchObject({ args: [{}, { value: '5' }] });
  });

  test('in quotes is nothing an empty text, which is equal to no field without a value', () => {
    expect(asked("account == '${record.account}'", {}).root).toMatchObject({ args: [{}, { value: '' }] });
    expect(asked('account == ${record.account}', {}).root).toMatchObject({ args: [{}, { value: null }] });
    expect(asked("born == '${day}'", {}).root).toMatchObject({ args: [{}, { value: null }] });
  });

  test('tells what is wrong where it is', () => {
    expect(where("nam == '${text}'").problems).toEqual(["0: Unknown field 'nam'. Did you mean 'name'?"]);
    expect(where("name == '${text}' && scor > 1").problems).toEqual([
      "21: Unknown field 'scor'. Did you mean 'score'?",
    ]);
    expect(where("name == '${tex}'").problems).toEqual(["11: Unknown field 'tex'. Did you mean 'text'?"]);
    expect(where("name == '${text}").problems).toEqual(['8: This is never closed.']);
    expect(where('score > ${text}').problems).toEqual([
      expect.stringContaining('0: Cannot compare a whole number with text.'),
    ]);
    expect(where('${text}').problems).toEqual([expect.stringContaining('0: This is text, but true or false')]);
    expect(where('name.matches(label)').problems).toHaveLength(1);
  });

  test('of a value that is of no use says so, and never becomes another', () => {
    const { template } = where('born < ${text}');
    const filled = fillTemplate(template, { text: 'yesterday' }, options);
    expect(filled).toEqual({ cel: 'born < _0', values: ['yesterday'] });
    expect(check({ cel: 'born < _0', values: ['yesterday'] }, over, 'bool').ok).toBe(false);
    expect(check({ cel: 'name == _0', values: [{ a: 1 }] }, over, 'bool').ok).toBe(false);
    expect(check({ cel: 'name == _1', values: ['a'] }, over, 'bool').ok).toBe(false);
    expect(check({ cel: 'score == _0', values: [1e300] }, over, 'bool').ok).toBe(false);
  });

  test('says the same whatever the values are: they never become a part of its text', () => {
    const texts = [
      "name == '${text}'",
      'name == ${text}',
      "name == 'x${text}y' && account == '${any}'",
      "name in ['${text}', 'b']",
    ];
    const hostile = fc.oneof(
      fc.string(),
      fc.constantFrom("' || true || name == '", '${text}', "\\' || true", '_0', '"""', '\u0000', ''),
      fc.string({ unit: fc.constantFrom("'", '"', '\\', '$', '{', '}', '_', '0', '|', 'n') }),
    );
    for (const text of texts) {
      const shape = expressionShape(asked(text, { text: 'a', any: 'b' })).shape;
      fc.assert(
        fc.property(hostile, hostile, (value, other) => {
          const filled = fillTemplate(where(text).template, { text: value, any: other }, options);
          if (typeof filled !== 'object' || filled === null || Array.isArray(filled)) throw new TypeError('not filled');
          const { cel, values } = filled;
          expect(cel).toBe(where(text).template.is === 'condition' ? cel : '');
          if (typeof cel !== 'string' || !Array.isArray(values)) throw new TypeError('no condition');
          const result = check({ cel, values }, over, 'bool');
          // A NUL is in no text of the database.
          if (value.includes('\0') || other.includes('\0')) return;
          if (!result.ok) throw new TypeError(JSON.stringify(result.problems));
          expect(expressionShape(result.expression).shape).toBe(shape);
          expect(JSON.stringify(expressionShape(result.expression).values)).toContain(
            JSON.stringify(value).slice(1, -1),
          );
        }),
      );
    }
  });

  test('asks for 1,000 ids at once', () => {
    const ids = Array.from(
      { length: 1_000 },
      (_, index) => `0190aaaa-0000-7000-8000-${String(index).padStart(12, '0')}`,
    );
    expect(asked('id in ${any}', { any: ids }).root).toMatchObject({ args: [{}, { value: ids }] });
    expect(asked('id in ${people}', { people: [] }).root).toBeDefined();
  });
});

import { expect, test } from 'vitest';
import { macros } from '../../../../../core/expressions/operations/macros.ts';
import { operations } from '../../../../../core/expressions/operations/table.ts';
import { recordScope } from '../../../../../core/expressions/testing/recordScope.ts';
import type { Scope } from '../../../../../core/expressions/types.ts';
import chinese from '../../../app/locales/cel/zh-CN.json' with { type: 'json' };
import { celCompletions } from './celCompletions.ts';

const account: Scope = Object.assign(
  (name: string) => (name === 'industry' ? ({ kind: 'string' } as const) : undefined),
  {
    names: () => ['industry'],
  },
);
const scope: Scope = Object.assign(
  (name: string) => {
    if (name === 'account') return { kind: 'object', name: 'account', fields: account } as const;
    if (name === 'lines') return { kind: 'list', of: { kind: 'object', name: 'line', fields: account } } as const;
    return name === 'title' ? ({ kind: 'string' } as const) : undefined;
  },
  { names: () => ['title', 'account', 'lines'] },
);
const labels = (text: string, at = text.length) =>
  celCompletions(text, at, scope, 'deal')?.options.map(({ label }) => label);

test('variables and functions come where an expression begins', () => {
  expect(labels('')).toEqual(expect.arrayContaining(['title', 'account', 'round', 'today']));
  expect(celCompletions('title + ac', 10, scope, 'deal')?.from).toBe(8);
});

test('after a dot come members, and functions of the type', () => {
  expect(labels('account.')?.[0]).toBe('industry');
  expect(celCompletions('account.', 8, scope, 'deal')?.options[0]).toMatchObject({ entity: 'account' });
  expect(labels('account.industry.')).toEqual(expect.arrayContaining(['contains', 'lower']));
  expect(labels('account.industry.')).not.toContain('addDays');
  expect(labels('lines.')).toEqual(expect.arrayContaining(['exists', 'map', 'size']));
});

test('nothing comes inside of texts and comments', () => {
  expect(labels("title == 'ac")).toBeUndefined();
  expect(labels('// ac')).toBeUndefined();
  expect(labels("title == 'it\\'s' && ac")).toBeDefined();
});

test('every function of the language is offered once', () => {
  const offered = celCompletions('', 0, recordScope, 'x')?.options.filter(({ kind }) => kind === 'function') ?? [];
  expect(new Set(offered.map(({ label }) => label)).size).toBe(offered.length);
});

test('what a function does is told in Chinese, too', () => {
  const named = [...operations, ...macros].filter(({ name }) => /^[a-z]/i.test(name) && name !== 'in');
  expect(Object.keys(chinese).sort()).toEqual([...new Set(named.map(({ description }) => description))].sort());
});

import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { fault, wordedFault } from './fault.ts';
import { faultCodes, wordedCodes } from './faultCodes.ts';
import { faultExamples } from './faultExamples.testing.ts';

const page = await readFile(new URL('../../docs/errors.md', import.meta.url), 'utf8');
const faults = page.slice(page.indexOf('## Codes of faults'));
const rows = new Map(
  [...faults.matchAll(/^\| `(\w+)` \|([^|]*)\|/gm)].map(([, code = '', params = '']) => [
    code,
    [...params.matchAll(/`(\w+)`/g)].map(([, name]) => name).sort(),
  ]),
);

test('every code is documented, and every documented code exists', () => {
  expect([...rows.keys()].sort()).toEqual([...Object.keys(faultCodes), ...wordedCodes].sort());
});

test.each(Object.entries(faultExamples))('the parameters of %s are documented', (code, examples) => {
  expect(rows.get(code)).toEqual([...new Set(examples.flatMap(Object.keys))].sort());
});

/** TypeScript does not pair a code with its parameters over a whole table. */
const sentences = Object.entries(faultExamples).flatMap(([code, examples]) => {
  const say: ((params: never) => string) | undefined = Object.entries(faultCodes).find(([name]) => name === code)?.[1];
  return examples.map((params) => [code, Reflect.apply(say ?? String, undefined, [params])] as const);
});

test.each(sentences)('%s is a whole sentence: %s', (_code, sentence) => {
  expect(sentence).toMatch(/^["A-Z].*[.?]$/s);
  expect(sentence).not.toMatch(/undefined|NaN|\[object/);
});

test('a fault says in English what its parameters say to programs', () => {
  expect(fault('/stage', 'option', { options: ['lead', 'active'] })).toEqual({
    pointer: '/stage',
    code: 'option',
    params: { options: ['lead', 'active'] },
    message: 'Must be one of "lead", "active".',
  });
  expect(fault('/price', 'digits', { total: 15, scale: 2 }).message).toBe(
    'Must have at most 2 digits after the decimal point and at most 13 before it.',
  );
  expect(fault('/nmae', 'unknownField', { name: 'nmae', near: ['name'] }).message).toBe(
    'There is no field "nmae". Did you mean "name"?',
  );
});

test('a fault with words of its own has nothing but them', () => {
  expect(wordedFault('/end', 'rule', 'The end is after the start.')).toEqual({
    pointer: '/end',
    code: 'rule',
    params: {},
    message: 'The end is after the start.',
  });
});

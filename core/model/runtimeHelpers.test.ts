import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formats } from './formats.ts';
import { jsonEqual, textLength } from './runtimeHelpers.ts';

test('textLength counts characters', () => {
  expect([textLength(''), textLength('abc'), textLength('😀中')]).toEqual([0, 3, 2]);
});

test('jsonEqual compares JSON values', () => {
  expect(jsonEqual({ a: [1, { b: null }], c: 'x' }, { c: 'x', a: [1, { b: null }] })).toBe(true);
  expect(jsonEqual({ a: undefined }, {})).toBe(false);
  expect(jsonEqual([], {})).toBe(false);
  expect(jsonEqual(null, {})).toBe(false);
  expect(jsonEqual({ valueOf: 1 }, { valueOf: 1 })).toBe(true);
  fc.assert(fc.property(fc.jsonValue(), (value) => jsonEqual(value, JSON.parse(JSON.stringify(value)))));
});

test.each<[string, string, boolean]>([
  ['date', '2024-02-29', true],
  ['date', '2023-02-29', false],
  ['date', '2023-13-01', false],
  ['date', '2023-1-1', false],
  ['date', '0000-01-01', false],
  ['date-time', '2026-03-31T09:30:00Z', true],
  ['date-time', '2026-03-31T09:30:00.123+08:00', true],
  ['date-time', '2026-03-31T24:00:00Z', false],
  ['date-time', '2026-02-30T09:30:00Z', false],
  ['date-time', '2026-03-31T09:30:00', false],
  ['date-time', '0000-03-31T09:30:00Z', false],
  ['email', 'name@example.com', true],
  ['email', 'name@', false],
  ['uuid', '0190f1a0-0000-7000-8000-000000000001', true],
  ['uuid', 'urn:uuid:0190f1a0-0000-7000-8000-000000000001', false],
])('%s %s', (name, text, expected) => {
  const format = formats[name];
  expect(format instanceof RegExp ? format.test(text) : format?.(text)).toBe(expected);
});

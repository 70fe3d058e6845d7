import { expect, test } from 'vitest';
import { KilnError } from '../errors/KilnError.ts';
import { parseJson } from './parseJson.ts';

function refusal(text: string): KilnError {
  try {
    parseJson(text);
  } catch (error) {
    if (error instanceof KilnError) return error;
    throw error;
  }
  throw new Error(`accepted: ${text.slice(0, 100)}`);
}

test.each([
  ['', 'KILN_BAD_JSON'],
  ['  \n', 'KILN_BAD_JSON'],
  ['{', 'KILN_BAD_JSON'],
  ['{"a":1,}', 'KILN_BAD_JSON'],
  ['[1,2', 'KILN_BAD_JSON'],
  ["{'a':1}", 'KILN_BAD_JSON'],
  ['{"a":01}', 'KILN_BAD_JSON'],
  ['{"a":"\u0000"}', 'KILN_BAD_JSON'],
  ['{"a":"line\nbreak"}', 'KILN_BAD_JSON'],
  ['{"a":NaN}', 'KILN_BAD_JSON'],
  ['{"a":1} x', 'KILN_BAD_JSON'],
  ['undefined', 'KILN_BAD_JSON'],
])('%j is refused with a place', (text, code) => {
  expect(refusal(text).code).toBe(code);
  expect(refusal(text).message).not.toBe('');
});

test('a syntax error says line and column', () => {
  const error = refusal('{"a": 1,\n "b": }');
  expect(error.extra).toEqual({ line: 2, column: 7 });
  expect(error.errors[0]?.pointer).toBe('/b');
});

test('every text that Postgres cannot hold is reported with its pointer', () => {
  const error = refusal(
    String.raw`{"a":"x\u0000y","b":["\ud800","ok","\udc00x"],"c\u0000":1,"d/e~f":"\u0000","g":"\ud83d\ude00"}`,
  );
  expect(error.code).toBe('KILN_INVALID');
  expect(error.errors.map((fault) => fault.pointer)).toEqual(['/a', '/b/0', '/b/2', '/c\0', '/d~1e~0f']);
});

test('keys that reach a prototype are refused wherever they stand, however they are written', () => {
  const error = refusal(
    String.raw`{"__proto__":{"admin":true},"a":[{"constructor":{"prototype":1}}],"\u005f_proto__":1}`,
  );
  expect(error.code).toBe('KILN_INVALID');
  expect(error.errors.map((fault) => fault.pointer)).toEqual([
    '/__proto__',
    '/a/0/constructor',
    '/a/0/constructor/prototype',
  ]);
});

test('numbers are accepted only when nothing of them is lost', () => {
  const exact =
    '[0,-0,1.5,0.1,9007199254740991,1e21,123456789012345,0.00000000000000000001,1e-300,100000000000000000000]';
  expect(parseJson(exact)).toEqual([0, -0, 1.5, 0.1, 9007199254740991, 1e21, 123456789012345, 1e-20, 1e-300, 1e20]);
  const error = refusal('{"a":9007199254740993,"b":[0.12345678901234567890],"c":1e400,"d":1e-400,"e":1.5}');
  expect(error.code).toBe('KILN_INVALID');
  expect(new Set(error.errors.map((fault) => fault.pointer))).toEqual(new Set(['/c', '/a', '/b/0', '/d']));
});

test('long digits inside texts are no numbers', () => {
  const value = { card: '4111111111111111', quote: '"\\12345678901234567890', marker: 'inexact 1' };
  expect(parseJson(JSON.stringify(value))).toEqual(value);
});

test('thirty-two levels pass, thirty-three do not, a hundred thousand neither', () => {
  const nested = (levels: number) => '['.repeat(levels) + ']'.repeat(levels);
  expect(() => parseJson(nested(32))).not.toThrow();
  expect(refusal(nested(33)).code).toBe('KILN_BAD_JSON');
  expect(refusal(nested(100_000)).code).toBe('KILN_BAD_JSON');
  expect(refusal('['.repeat(500_000)).code).toBe('KILN_BAD_JSON');
  expect(refusal('{"a":'.repeat(100_000)).code).toBe('KILN_BAD_JSON');
});

test('a megabyte of anything is judged in a moment', () => {
  const before = performance.now();
  for (const text of [
    `"${'a'.repeat(1_000_000)}`,
    `["${'a'.repeat(1_000_000)}",]`,
    `"${'\\u0000'.repeat(160_000)}"`,
    '1'.repeat(1_000_000),
    `[${'1234567890123456789,'.repeat(50_000)}1]`,
    `"${'1234567890.'.repeat(90_000)}`,
    `[${' '.repeat(1_000_000)}`,
    `[1e${'1'.repeat(1_000_000)}`,
  ]) {
    expect(refusal(text).errors.length).toBeLessThanOrEqual(100);
  }
  expect(performance.now() - before).toBeLessThan(4000);
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parse } from '../../expressions/parse.ts';
import { cel } from './cel.ts';

/** The one literal that CEL reads. */
function readBack(text: string): unknown {
  const parsed = parse(text);
  if (!parsed.ok) return parsed.problem;
  const { ast } = parsed;
  return ast.op === 'value' ? ast.args : ast.op;
}

test('texts stay texts, whatever is in them', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary' }).filter((text) => text.isWellFormed()),
      (text) => {
        expect(readBack(cel`${text}`)).toBe(text);
      },
    ),
    { numRuns: 100 },
  );
  for (const text of ['"', "' || true || '", '\\', '\\"', '\n\r\t\b\f\0', '\u2028\u2029', '"""', '$' + '{x}']) {
    expect(readBack(cel`${text}`)).toBe(text);
  }
});

test('numbers, lists and dates are written as CEL has them', () => {
  expect(cel`a == ${1} && b > ${-2.5} || c in ${['x', null, true]} || d < ${new Date(0)}`).toBe(
    'a == 1 && b > (-2.5) || c in ["x", null, true] || d < timestamp("1970-01-01T00:00:00.000Z")',
  );
  expect(parse(cel`x == ${1e21} || y == ${1e-7} || z == ${-0}`).ok).toBe(true);
});

test('what CEL cannot have is refused', () => {
  for (const value of [Number.NaN, Number.POSITIVE_INFINITY, '\ud800']) {
    expect(() => cel`${value}`).toThrow(TypeError);
  }
  expect(() => Reflect.apply(cel, undefined, [['a', ''], {}])).toThrow(TypeError);
});

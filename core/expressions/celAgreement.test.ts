import { Environment } from '@marcbachmann/cel-js';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { check } from './check.ts';
import { evaluate } from './evaluate.ts';
import type { CelType, Scope } from './types.ts';

type Kind = 'int' | 'double' | 'string' | 'bool' | 'list';

const types: Readonly<Record<string, CelType>> = {
  i: { kind: 'int' },
  j: { kind: 'int' },
  d: { kind: 'double' },
  s: { kind: 'string' },
  t: { kind: 'string' },
  b: { kind: 'bool' },
  xs: { kind: 'list', of: { kind: 'int' } },
};
const scope: Scope = (name) => types[name];

const environment = new Environment()
  .registerVariable('i', 'int')
  .registerVariable('j', 'int')
  .registerVariable('d', 'double')
  .registerVariable('s', 'string')
  .registerVariable('t', 'string')
  .registerVariable('b', 'bool')
  .registerVariable('xs', 'list<int>');

/** What CEL and Kiln share. Doubles are quarters, which binary and decimal calculation treat alike. */
const templates: Readonly<Record<Kind, readonly string[]>> = {
  int: [
    '(@int + @int)',
    '(@int - @int)',
    '(@int * @int)',
    '(@int / 3)',
    '(@int % 4)',
    '(-@int)',
    'size(@string)',
    '@string.size()',
    'size(@list)',
    '(@bool ? @int : @int)',
  ],
  double: [
    '(@double + @double)',
    '(@double - @double)',
    '(@double * @double)',
    '(-@double)',
    '(@double / 4.0)',
    '(@bool ? @double : @double)',
  ],
  string: ['(@string + @string)', '(@bool ? @string : @string)', 'string(@int)', 'string(@bool)'],
  bool: [
    '(@bool && @bool)',
    '(@bool || @bool)',
    '(!@bool)',
    '(@int == @int)',
    '(@int < @int)',
    '(@double >= @double)',
    '(@double != @double)',
    '(@string == @string)',
    '(@string < @string)',
    '(@int in @list)',
    '@string.contains(@string)',
    '@string.startsWith(@string)',
    '@string.endsWith(@string)',
    "@string.matches('^[ab]+$')",
    '@list.exists(x, x > @int)',
    '@list.all(x, x != @int)',
    '@list.exists_one(x, x == @int)',
    '(@bool == @bool)',
    '(@list == @list)',
    '(@bool ? @bool : @bool)',
  ],
  list: [
    '(@list + @list)',
    '[@int, @int]',
    '@list.map(x, x + @int)',
    '@list.filter(x, x < @int)',
    '@list.map(x, x > @int, x * 2)',
  ],
};
const leaves: Readonly<Record<Kind, readonly string[]>> = {
  int: ['0', '7', '12', 'i', 'j'],
  double: ['0.25', '1.5', '100.0', 'd'],
  string: ["'a'", "'ba'", "''", 's', 't', "'👍'"],
  bool: ['true', 'false', 'b'],
  list: ['[1, 2, 3]', 'xs', '[7]'],
};

function sources(kind: Kind, depth: number): fc.Arbitrary<string> {
  const leaf = fc.constantFrom(...leaves[kind]);
  if (depth === 0) return leaf;
  const filled = fc.constantFrom(...templates[kind]).chain((template) => {
    const [head = '', ...parts] = template.split('@');
    const pieces = parts.map((part) => {
      const inner = kinds.find((each) => part.startsWith(each)) ?? 'int';
      return sources(inner, depth - 1).map((source) => source + part.slice(inner.length));
    });
    return fc.tuple(...pieces).map((texts) => head + texts.join(''));
  });
  return fc.oneof({ weight: 1, arbitrary: leaf }, { weight: 4, arbitrary: filled });
}
const kinds: readonly Kind[] = ['int', 'double', 'string', 'bool', 'list'];

const variables = fc.record({
  i: fc.integer({ min: -9, max: 9 }),
  j: fc.integer({ min: -9, max: 9 }),
  d: fc.integer({ min: -40, max: 40 }).map((value) => value / 4),
  s: fc.constantFrom('', 'a', 'ab', 'Ä👍', 'b'),
  // Nothing between U+E000 and U+FFFF: the library orders those after emoji, by UTF-16 units instead of code points.
  t: fc.constantFrom('', 'b', 'aba', 'Ä', '👍'),
  b: fc.boolean(),
  xs: fc.array(fc.integer({ min: -9, max: 9 }), { maxLength: 3 }),
});

test.each(kinds)('agrees with the CEL library on expressions that give %s', (kind) => {
  fc.assert(
    fc.property(sources(kind, 3), variables, (source, values) => {
      const result = check(source, scope);
      if (!result.ok) throw new Error(`${source}: ${result.problems[0]?.message}`);
      const library: unknown = environment.evaluate(source, {
        ...values,
        i: BigInt(values.i),
        j: BigInt(values.j),
        xs: values.xs.map(BigInt),
      });
      expect(evaluate(result.expression, values, { now: new Date(0) }), source).toEqual(plain(library));
    }),
    { numRuns: 400 },
  );
});

function plain(value: unknown): unknown {
  if (typeof value === 'bigint') return Number(value);
  // -0 has no decimal.
  if (typeof value === 'number') return value + 0;
  return Array.isArray(value) ? value.map(plain) : value;
}

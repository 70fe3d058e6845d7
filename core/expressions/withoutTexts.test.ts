import fc from 'fast-check';
import { expect, test } from 'vitest';
import { check } from './check.ts';
import { evaluate } from './evaluate.ts';
import { parse } from './parse.ts';
import type { CelType } from './types.ts';
import { withoutTexts } from './withoutTexts.ts';

/** What is left without every 'x', with a mark where it may be wider. */
function without(source: string): string | undefined {
  const gone = new Set([...source.matchAll(/'x'/g)].map(({ index }) => index));
  const left = withoutTexts(source, gone);
  return left && `${left.isNarrower ? '' : 'wider: '}${left.source}`;
}

test.each([
  ["stage == 'x'", 'false'],
  ["'x' == stage", 'false'],
  ["'x' in tags", 'false'],
  ["stage in ['a', 'x', 'b']", "stage in ['a', 'b']"],
  ["stage in ['x']", 'false'],
  ["stage == 'x' || age > 3", 'age > 3'],
  ["stage == 'x' && age > 3", 'false'],
  ["(stage == 'x' || age > 3) && old", '(age > 3) && old'],
  ["(a || b) && (c || stage == 'x')", '(a || b) && (c)'],
  ["(stage == 'x' || (a && b || c)) && d", '((a && b || c)) && d'],
  ["stage == 'x' ? a : b || c", 'wider: b || c'],
  ["a ? stage == 'x' : stage in ['x', 'y']", "a ? false : stage in ['y']"],
  ["deals.exists(d, d.stage == 'x')", 'false'],
  ["deals.exists(d, d.stage == 'x' || d.old)", 'deals.exists(d, d.old)'],
  ["deals.all(d, d.stage in ['x', 'y'])", "deals.all(d, d.stage in ['y'])"],
  ["!(stage != 'x')", 'false'],
  ["!(stage != 'x' || a)", 'false'],
  ["(stage) == ('x')", 'false'],
  ["name == ')(' && ((stage) in (['x', 'y']))", "name == ')(' && (stage in ['y'])"],
])('%s is %s', (source, left) => {
  expect(without(source)).toBe(left);
});

test.each([
  ["stage != 'x'", 'wider: true'],
  ["!(stage == 'x')", 'wider: true'],
  ["!(stage in ['x', 'y'])", "wider: !(stage in ['y'])"],
  ["!('x' in tags)", 'wider: true'],
  ["age > 3 && stage != 'x'", 'wider: age > 3'],
  ["deals.all(d, d.stage != 'x')", 'wider: true'],
  ["!deals.exists(d, d.stage == 'x')", 'wider: true'],
  ["deals.filter(d, d.stage == 'x').size() == 0", 'wider: deals.filter(d, false).size() == 0'],
  ["(stage == 'x') == old", 'wider: (false) == old'],
])('%s may have become wider: %s', (source, left) => {
  expect(without(source)).toBe(left);
});

test.each(["coalesce(stage, 'x') == 'y'", "(old ? 'x' : 'y') == stage", "stage < 'x'", "stage == 'x' // (", "'x' =="])(
  'of %s nothing is said',
  (source) => {
    expect(without(source)).toBeUndefined();
  },
);

test('what is left means the same where nothing is an x, and what is narrower shows nothing that still is one', () => {
  const leaf = fc.constantFrom("s == 'x'", "s != 'x'", "s in ['x', 'y']", "'x' in t", 'a', 'b', "(s) == ('y')");
  const { condition } = fc.letrec<{ condition: string }>((tie) => ({
    condition: fc.oneof(
      { maxDepth: 4, withCrossShrink: true },
      leaf,
      fc.tuple(tie('condition'), tie('condition')).map(([l, r]) => `(${l}) && ${r}`),
      fc.tuple(tie('condition'), tie('condition')).map(([l, r]) => `(${l} || (${r}))`),
      tie('condition').map((each) => `!(${each})`),
      fc.tuple(leaf, tie('condition'), tie('condition')).map(([c, l, r]) => `(${c} ? ${l} : ${r})`),
    ),
  }));
  fc.assert(
    fc.property(condition, (source) => {
      const gone = new Set([...source.matchAll(/'x'/g)].map(({ index }) => index));
      fc.pre(gone.size > 0);
      const left = withoutTexts(source, gone);
      expect(left && parse(left.source).ok, source).toBe(true);
      for (const [s, a] of [
        ['y', true],
        ['z', false],
        ['', true],
        ['x', true],
        ['x', false],
      ] as const) {
        const values = { s, t: [s], a, b: !a };
        const [was, is] = [truth(source, values), truth(left?.source ?? '', values)];
        const fits = s === 'x' ? !left?.isNarrower || was || !is : was === is;
        expect(fits, `${source} → ${left?.source}, ${JSON.stringify(values)}`).toBe(true);
      }
    }),
    { numRuns: 500 },
  );
});

const types: Readonly<Record<string, CelType>> = {
  s: { kind: 'string' },
  t: { kind: 'list', of: { kind: 'string' } },
  a: { kind: 'bool' },
  b: { kind: 'bool' },
};

function truth(source: string, values: Readonly<Record<string, unknown>>): boolean {
  const checked = check(source, (name) => types[name], 'bool');
  if (!checked.ok) throw new Error(`${source}: ${JSON.stringify(checked)}`);
  return evaluate(checked.expression, values, { now: new Date(0) }) === true;
}

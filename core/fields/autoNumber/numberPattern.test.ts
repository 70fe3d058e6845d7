import fc from 'fast-check';
import { expect, it } from 'vitest';
import { exampleNumber, formatNumber, type NumberPattern, numberPeriod, parseNumberPattern } from './numberPattern.ts';

function parse(source: string): NumberPattern {
  const parsed = parseNumberPattern(source);
  if (!parsed.ok) throw new Error(parsed.words.message);
  return parsed.pattern;
}

it.each([
  ['Q-{yyyy}-{0000}', 7, 'Q-2026-0007', '2026'],
  ['{yy}{mm}{dd}-{000}', 12, '260314-012', '26-03-14'],
  ['{0}', 12345, '12345', ''],
  ['INV{mm}/{yyyy}/{00}', 100, 'INV03/2026/100', '2026-03'],
  ['报价{yyyy}年第{000}号', 1, '报价2026年第001号', '2026'],
])('%s for count %d is %s in period "%s"', (source, count, number, period) => {
  const pattern = parse(source);
  expect(formatNumber(pattern, count, '2026-03-14')).toBe(number);
  expect(numberPeriod(pattern, '2026-03-14')).toBe(period);
});

it('shows an example', () => {
  expect(exampleNumber(parse('Q-{yyyy}-{0000}'), '2026-12-31')).toBe('Q-2026-0001');
});

it.each([
  ['', 'exactly one counter'],
  ['Q-1', 'exactly one counter'],
  ['{yyyy}', 'exactly one counter'],
  ['{00}-{000}', 'exactly one counter'],
  ['{YYYY}-{0}', '{YYYY}'],
  ['{0', 'not a part'],
  ['0}', 'not a part'],
  ['{{0}}', 'not a part'],
  ['{}{0}', '{}'],
  [`{${'0'.repeat(13)}}`, 'not a part'],
  [`${'x'.repeat(60)}{0}`, 'at most 60'],
])('refuses %j: %s', (source, says) => {
  const parsed = parseNumberPattern(source);
  expect(parsed.ok ? '' : parsed.words.message).toContain(says);
});

it('never gives the same number twice', () => {
  const piece = fc.constantFrom('{yyyy}', '{yy}', '{mm}', '{dd}', '-', 'A', '1');
  const patterns = fc
    .tuple(fc.array(piece), fc.array(piece))
    .map(([before, after]) => [...before, '{00}', ...after].join(''));
  const day = fc.date({ min: new Date('2000-01-01'), max: new Date('2099-12-31'), noInvalidDate: true });
  const drawn = fc.tuple(day, fc.integer({ min: 1, max: 20_000 }));
  fc.assert(
    fc.property(patterns, drawn, drawn, (source, [oneDay, one], [otherDay, other]) => {
      const pattern = parse(source.slice(0, 60).includes('{00}') && source.length <= 60 ? source : '{00}');
      const [first, second] = [oneDay, otherDay].map((date) => date.toISOString().slice(0, 10));
      if (first === undefined || second === undefined) return;
      const isSame = formatNumber(pattern, one, first) === formatNumber(pattern, other, second);
      if (isSame) expect([numberPeriod(pattern, first), one]).toEqual([numberPeriod(pattern, second), other]);
    }),
    { numRuns: 2000 },
  );
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, addMonths, dayIn } from './calendar.ts';
import { allocate, roundTo, share, toCents } from './money.ts';
import { moneyText } from './moneyText.ts';
import { normaliseCode, voucherCode } from './voucherCode.ts';

describe('money', () => {
  it.each([
    [5, 1, 2, 3],
    [-5, 1, 2, -3],
    [9_007_199_254_740_991, 99, 100, 8_917_127_262_193_581],
    [0, 5, 7, 0],
  ])('share(%d, %d, %d) is %d', (value, factor, divisor, result) => {
    expect(share(value, factor, divisor)).toBe(result);
  });

  it('is written as people of the language do', () => {
    expect(moneyText('en', 'GBP', 1234.5)).toBe('£1,234.50');
    expect(moneyText('zh-CN', 'CNY', 1234.5)).toBe('¥1,234.50');
    expect(moneyText('en', 'JPY', 1234)).toBe('¥1,234');
    expect(moneyText('en', 'CNY', 1234)).toBe('CN¥1,234');
  });

  it('reads amounts to the cent', () => {
    expect([19.99, 1.005, 0.29, 0].map(toCents)).toEqual([1999, 100, 29, 0]);
    expect([149, 150, 249].map((cents) => roundTo(cents, 100))).toEqual([100, 200, 200]);
  });

  it('allocates everything there is, and to nobody more than their weight', () => {
    const weights = fc.array(fc.integer({ min: 0, max: 1_000_000 }), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(weights, fc.integer({ min: 0, max: 3_000_000 }), fc.constantFrom(1, 100), (weights, total, unit) => {
        const sum = weights.reduce((a, b) => a + b, 0);
        const parts = allocate(total, weights, unit);
        expect(parts.reduce((a, b) => a + b, 0)).toBe(Math.min(total, sum));
        for (const [index, part] of parts.entries()) {
          expect(part).toBeGreaterThanOrEqual(0);
          expect(part).toBeLessThanOrEqual(weights[index] ?? 0);
        }
      }),
    );
  });
});

describe('days', () => {
  it('is the day of the zone', () => {
    const moment = new Date('2026-03-14T18:00:00Z');
    expect([dayIn('Asia/Shanghai', moment), dayIn('UTC', moment)]).toEqual(['2026-03-15', '2026-03-14']);
    expect(() => dayIn('Mars/Base', moment)).toThrow(RangeError);
  });

  it('counts months to the end of a shorter one', () => {
    expect(addMonths('2026-01-31', 1)).toBe('2026-02-28');
    expect(addMonths('2024-02-29', 12)).toBe('2025-02-28');
    expect(addMonths('2026-03-31', -1)).toBe('2026-02-28');
    expect(addMonths('2026-11-15', 14)).toBe('2028-01-15');
    expect(addDays('2026-03-01', -1)).toBe('2026-02-28');
  });
});

describe('codes', () => {
  it('has no letters that are misread', () => {
    const code = /^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{2}$/;
    fc.assert(fc.property(fc.uuid({ version: 4 }), (uuid) => code.test(voucherCode(uuid))));
    expect(voucherCode('00000000-0000-4000-8000-00000000003f')).toBe('Z100-0000-00');
    expect(normaliseCode(' spring 10 ')).toBe('SPRING10');
  });
});

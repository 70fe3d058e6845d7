import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { combine, worth } from './combine.ts';
import { whyNot } from './eligible.ts';
import { priceOrder } from './priceOrder.ts';
import type { Benefit, PriceLine, PriceRequest, Promotion } from './types.ts';

const plain: Promotion = {
  ...{ id: 'p', title: 'P', benefit: { kind: 'percentage', percent: 10, most: null }, currency: null },
  ...{ products: [], categories: [], tiers: [], membersOnly: false, needsCoupon: false, minAmount: 0 },
  ...{ validFrom: null, validUntil: null, priority: 0, stacking: 'stackable' as const },
};
const line = (id: string, amount: number, quantity = 1, product: string = id): PriceLine => ({
  ...{ id, product, category: null, quantity, amount },
});
const asked = (lines: PriceLine[], promotions: Promotion[], rest: Partial<PriceRequest> = {}): PriceRequest => ({
  ...{ currency: 'CNY', today: '2026-03-14', lines, member: { tier: 'gold' }, promotions, coupons: [], ...rest },
});

describe('priceOrder', () => {
  it('takes percent off, shared out to the last cent', () => {
    const price = priceOrder(asked([line('a', 3333), line('b', 3333), line('c', 3334)], [plain]));
    expect(price.total).toBe(9000);
    expect([...price.off.values()].reduce((a, b) => a + b, 0)).toBe(1000);
  });

  it('gives the cheapest of three for nothing, over several lines', () => {
    const benefit: Benefit = { kind: 'buyXGetY', buy: 2, get: 1, percent: 100 };
    const price = priceOrder(asked([line('a', 20000, 2), line('b', 3000, 1)], [{ ...plain, benefit }]));
    expect(price.steps).toEqual([{ promotion: 'p', line: 'b', off: 3000 }]);
  });

  it('gives members of a tier their price, and nobody else', () => {
    const promotion: Promotion = { ...plain, benefit: { kind: 'tierPrice', price: 800 }, tiers: ['gold'] };
    expect(priceOrder(asked([line('a', 3000, 3)], [promotion])).total).toBe(2400);
    expect(priceOrder(asked([line('a', 3000, 3)], [promotion], { member: null }))).toMatchObject({
      total: 3000,
      rejected: [{ promotion: 'p', reason: 'noMember' }],
    });
    expect(priceOrder(asked([line('a', 3000, 3)], [promotion], { member: { tier: null } }))).toMatchObject({
      rejected: [{ reason: 'tier' }],
    });
    expect(priceOrder(asked([line('a', 2000, 3)], [promotion])).rejected).toEqual([
      { promotion: 'p', reason: 'nothing' },
    ]);
  });

  it('counts what is stackable one after the other, by priority', () => {
    const off: Promotion = { ...plain, id: 'q', benefit: { kind: 'amountOff', amount: 1000 }, currency: 'CNY' };
    expect(priceOrder(asked([line('a', 10000)], [plain, off])).total).toBe(8000);
    expect(priceOrder(asked([line('a', 10000)], [plain, { ...off, priority: 5 }])).total).toBe(8100);
  });

  it('chooses between one that stands alone and all others, by what the customer saves', () => {
    const alone: Promotion = {
      ...{ ...plain, id: 'alone', stacking: 'alone' as const },
      benefit: { kind: 'percentage', percent: 15, most: null },
    };
    const off: Promotion = { ...plain, id: 'q', benefit: { kind: 'amountOff', amount: 1000 } };
    expect(priceOrder(asked([line('a', 10000)], [plain, off, alone]))).toMatchObject({
      total: 8000,
      rejected: [{ promotion: 'alone', reason: 'better' }],
    });
    expect(priceOrder(asked([line('a', 30000)], [plain, off, alone])).total).toBe(25500);
  });

  it('keeps others off the lines of one that is exclusive', () => {
    const exclusive: Promotion = { ...plain, id: 'x', products: ['a'], stacking: 'exclusive', priority: 1 };
    const price = priceOrder(asked([line('a', 10000), line('b', 10000)], [plain, exclusive]));
    expect(price.steps).toEqual([
      { promotion: 'x', line: 'a', off: 1000 },
      { promotion: 'p', line: 'b', off: 1000 },
    ]);
  });

  it.each([
    ['expired', { validUntil: '2026-03-13' }],
    ['notYet', { validFrom: '2026-03-15' }],
    ['currency', { currency: 'EUR' }],
    ['coupon', { needsCoupon: true }],
    ['noLines', { products: ['other'] }],
    ['minAmount', { minAmount: 10_001 }],
  ] as const)('says why it does not count: %s', (reason, change) => {
    expect(priceOrder(asked([line('a', 10_000)], [{ ...plain, ...change }])).rejected).toEqual([
      { promotion: 'p', reason },
    ]);
  });

  it('counts on its first and on its last day', () => {
    const promotion = { ...plain, validFrom: '2026-03-14', validUntil: '2026-03-14' };
    expect(priceOrder(asked([line('a', 10_000)], [promotion])).total).toBe(9_000);
  });

  it('takes off whole yen', () => {
    const price = priceOrder(asked([line('a', 33_300), line('b', 33_500)], [plain], { currency: 'JPY' }));
    expect([...price.off.values()].every((off) => off % 100 === 0)).toBe(true);
    expect(price.amount - price.total).toBe(6_700);
  });
});

const benefits: fc.Arbitrary<Benefit> = fc.oneof(
  fc.record({
    kind: fc.constant('percentage' as const),
    percent: fc.integer({ min: 1, max: 10_000 }).map((value) => value / 100),
    most: fc.option(fc.integer({ min: 1, max: 50_000 })),
  }),
  fc.record({ kind: fc.constant('amountOff' as const), amount: fc.integer({ min: 1, max: 200_000 }) }),
  fc.record({
    kind: fc.constant('buyXGetY' as const),
    ...{ buy: fc.integer({ min: 1, max: 3 }), get: fc.integer({ min: 1, max: 2 }), percent: fc.constantFrom(50, 100) },
  }),
  fc.record({ kind: fc.constant('tierPrice' as const), price: fc.integer({ min: 0, max: 20_000 }) }),
);
const products = fc.constantFrom('tea', 'cup', 'pot');
const promotions = fc.array(
  fc.record({
    benefit: benefits,
    ...{ products: fc.uniqueArray(products, { maxLength: 2 }), minAmount: fc.constantFrom(0, 0, 5_000) },
    ...{ priority: fc.integer({ min: 0, max: 3 }) },
    stacking: fc.constantFrom('stackable' as const, 'exclusive' as const, 'alone' as const),
  }),
  { maxLength: 6 },
);
const lines = fc.array(
  fc.record({
    product: products,
    ...{ quantity: fc.integer({ min: 1, max: 9_000 }).map((milli) => milli / 1_000) },
    amount: fc.integer({ min: 0, max: 500_000 }),
  }),
  { minLength: 1, maxLength: 6 },
);
const requests = fc
  .record({ lines, promotions, currency: fc.constantFrom('CNY', 'JPY') })
  .map(({ lines, promotions, currency }) =>
    asked(
      lines.map((one, index) => ({ ...one, id: `l${index}`, category: null })),
      promotions.map((one, index) => ({ ...plain, ...one, id: `p${index}` })),
      { currency },
    ),
  );

it('counts every promotion also where there are too many to try all sets of them', () => {
  const many = Array.from({ length: 400 }, (_, index) =>
    line(`l${index}`, 100 + index, 1 + (index % 3), `p${index % 40}`),
  );
  const promotions = Array.from(
    { length: 60 },
    (_, index): Promotion => ({
      ...{ ...plain, id: `q${index}`, products: index < 30 ? [`p${index}`] : [] },
      ...(index < 30 ? { stacking: 'exclusive', benefit: { kind: 'percentage', percent: 99, most: null } } : {}),
    }),
  );
  const price = priceOrder(asked(many, promotions));
  expect(new Set(price.steps.map((step) => step.promotion)).size).toBe(60);
});

describe('any price', () => {
  it('is never below 0 and adds up, line by line', () => {
    fc.assert(
      fc.property(requests, (request) => {
        const price = priceOrder(request);
        for (const { id, amount } of request.lines) {
          const off = price.off.get(id) ?? -1;
          expect(off).toBeGreaterThanOrEqual(0);
          expect(off).toBeLessThanOrEqual(amount);
          expect(price.steps.filter((step) => step.line === id).reduce((sum, step) => sum + step.off, 0)).toBe(off);
        }
        expect(price.steps.every(({ off }) => Number.isSafeInteger(off) && off > 0)).toBe(true);
        expect(price.total).toBe(price.amount - worth(price.steps));
        const told = [...price.steps, ...price.rejected].map(({ promotion }) => promotion);
        expect(new Set(told)).toEqual(new Set(request.promotions.map(({ id }) => id)));
      }),
    );
  });

  it('does not depend on the order of lines and promotions', () => {
    const shuffled = requests.chain((request) =>
      fc.tuple(
        fc.constant(request),
        fc.shuffledSubarray([...request.lines], { minLength: request.lines.length }),
        fc.shuffledSubarray([...request.promotions], { minLength: request.promotions.length }),
      ),
    );
    fc.assert(
      fc.property(shuffled, ([request, lines, promotions]) => {
        const [one, other] = [priceOrder(request), priceOrder({ ...request, lines, promotions })];
        expect(other.off).toEqual(one.off);
        expect(other.steps).toEqual(one.steps);
      }),
    );
  });

  it('is the best that the rules allow', () => {
    fc.assert(
      fc.property(requests, (request) => {
        const possible = request.promotions.filter((promotion) => whyNot(promotion, request) === undefined);
        const stackable = possible.filter(({ stacking }) => stacking === 'stackable');
        let best = 0;
        for (let bits = 0; bits < 2 ** possible.length; bits++) {
          const set = possible.filter((_, index) => bits & (2 ** index));
          const isWhole =
            set.some(({ stacking }) => stacking === 'alone') || stackable.every((one) => set.includes(one));
          if (isWhole) best = Math.max(best, worth(combine(set, inPriceOrder(request), request.currency) ?? []));
        }
        expect(worth(priceOrder(request).steps)).toBe(best);
      }),
    );
  });
});

/** Lines in the order in which `priceOrder` counts them, which decides who gets a last cent. */
function inPriceOrder({ lines }: PriceRequest): PriceLine[] {
  const key = ({ product, category, quantity, amount }: PriceLine) =>
    JSON.stringify([product, category, quantity, amount]);
  return [...lines].sort((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : a.id < b.id ? -1 : 1));
}

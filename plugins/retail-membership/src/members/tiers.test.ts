import { describe, expect, it } from 'vitest';
import { nextStanding, qualifiedTier, type Tier } from './tiers.ts';

const tiers: Tier[] = [
  { id: 'base', rank: 0, minSpend: null, minPoints: null },
  { id: 'silver', rank: 1, minSpend: 2_000, minPoints: 3_000 },
  { id: 'gold', rank: 2, minSpend: 10_000, minPoints: null },
];
const nobody = { tier: null, tierSince: null, tierUntil: null };

describe('tiers', () => {
  it.each([
    [0, 0, 'base'],
    [2_000, 0, 'silver'],
    [0, 3_000, 'silver'],
    [9_999, 99_999, 'silver'],
    [10_000, 0, 'gold'],
  ])('%d spent and %d points earned are enough for %s', (spend, points, tier) => {
    expect(qualifiedTier(tiers, { spend, points })?.id).toBe(tier);
  });

  it('upgrades at once and downgrades at the end of the period', () => {
    const gold = nextStanding(nobody, tiers, { spend: 12_000, points: 0 }, '2026-03-14', 12);
    expect(gold).toEqual({ tier: 'gold', tierSince: '2026-03-14', tierUntil: '2027-03-14' });
    const less = { spend: 2_500, points: 0 };
    expect(nextStanding(gold, tiers, less, '2026-10-01', 12)).toBe(gold);
    expect(nextStanding(gold, tiers, less, '2027-03-14', 12)).toBe(gold);
    expect(nextStanding(gold, tiers, less, '2027-03-15', 12)).toEqual({
      ...{ tier: 'silver', tierSince: '2027-03-15', tierUntil: '2028-03-15' },
    });
    expect(nextStanding(gold, tiers, { spend: 11_000, points: 0 }, '2027-03-15', 12)).toEqual({
      ...{ tier: 'gold', tierSince: '2026-03-14', tierUntil: '2028-03-15' },
    });
  });

  it('does without a tier that is gone, and without any', () => {
    const gone = { tier: 'platinum', tierSince: '2026-01-01', tierUntil: '2027-01-01' };
    expect(nextStanding(gone, tiers, { spend: 0, points: 0 }, '2026-03-14', 12).tier).toBe('base');
    expect(nextStanding(nobody, [], { spend: 0, points: 0 }, '2026-03-14', 12)).toBe(nobody);
  });
});

import { describe, expect, it } from 'vitest';
import { isSamePerson, makesLoop, type Person } from './referralGuards.ts';

describe('referrals', () => {
  const ann: Person = { contact: '1', email: 'ann@example.com', phones: ['+86 138 0013 8000', null] };
  const other: Person = { contact: '2', email: 'bo@example.com', phones: ['(555) 123-4567 ext. 12'] };

  it.each([
    [{ ...other, contact: '1' }, true],
    [{ ...other, email: 'ANN+shop@Example.com ' }, true],
    [{ ...other, phones: ['13800138000'] }, true],
    [{ ...other, phones: ['110'] }, false],
    [{ ...other, email: null, phones: [null, ''] }, false],
    [other, false],
  ])('knows the same person again: %o', (person, same) => {
    expect(isSamePerson(ann, person)).toBe(same);
    expect(isSamePerson(person, ann)).toBe(same);
  });

  it('finds loops of any length, and gives up on endless chains', async () => {
    const of: Record<string, string> = { b: 'a', c: 'b', d: 'c' };
    const referrerOf = async (member: string) => of[member] ?? null;
    expect(await makesLoop('a', 'd', referrerOf)).toBe(true);
    expect(await makesLoop('a', 'a', referrerOf)).toBe(true);
    expect(await makesLoop('e', 'd', referrerOf)).toBe(false);
    expect(await makesLoop('e', 'x', async () => 'x')).toBe(true);
  });
});

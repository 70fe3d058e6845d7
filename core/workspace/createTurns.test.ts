import { expect, test } from 'vitest';
import { createTurns } from './createTurns.ts';

/** Work that ends when it is told to, and what has begun. */
function workshop() {
  const begun: string[] = [];
  const ends = new Map<string, () => void>();
  const work = (name: string) => () => {
    begun.push(name);
    return new Promise<string>((resolve) => ends.set(name, () => resolve(name)));
  };
  return { begun, work, end: (name: string) => ends.get(name)?.() };
}

test('one after the other, in their order, also after a failure', async () => {
  const inTurn = createTurns({ most: 10, waitMs: 10_000 });
  const { begun, work, end } = workshop();
  const fails = inTurn(() => Promise.reject(new Error('no')));
  const [a, b] = [inTurn(work('a')), inTurn(work('b'))];
  await expect(fails).rejects.toThrow('no');
  await expect.poll(() => begun).toEqual(['a']);
  end('a');
  expect(await a).toBe('a');
  await expect.poll(() => begun).toEqual(['a', 'b']);
  end('b');
  expect(await b).toBe('b');
  const last = inTurn(work('c'));
  end('c');
  expect(await last).toBe('c');
});

test('too many, and those that waited too long, are refused, and the others get their turn', async () => {
  const inTurn = createTurns({ most: 2, waitMs: 50 });
  const { begun, work, end } = workshop();
  const a = inTurn(work('a'));
  const waiting = [inTurn(work('b')), inTurn(work('c'))];
  await expect(inTurn(work('d'))).rejects.toMatchObject({ code: 'KILN_UNAVAILABLE', extra: { retryAfter: 10 } });
  for (const each of waiting) await expect(each).rejects.toMatchObject({ code: 'KILN_UNAVAILABLE' });
  end('a');
  await a;
  const e = inTurn(work('e'));
  end('e');
  expect([await e, begun]).toEqual(['e', ['a', 'e']]);
});

import { expect, test } from 'vitest';
import { createOutboxReader, createOutboxWriter, outboxBytes } from './outbox.ts';
import { createTestSandbox } from './sandbox.testing.ts';

/** `count`: of the code units that went through it before. */
function opened(count = 0) {
  const memory = new SharedArrayBuffer(outboxBytes);
  new Int32Array(memory, 0, 2).fill(count);
  const read = createOutboxReader(memory);
  return {
    write: createOutboxWriter(memory),
    read: () => [...read()],
    counters: new Int32Array(memory, 0, 2),
    ring: new Uint16Array(memory, 8),
  };
}

test('messages come in order, whatever is in them, round and round', () => {
  const { write, read } = opened();
  for (let round = 0; round < 200; round += 1) {
    const messages = ['', '{"a":1}', `${round} 会员 😀 \ud800`, 'x'.repeat(997 * (round % 11))];
    expect(messages.every(write)).toBe(true);
    expect(read()).toEqual(messages);
  }
  expect(read()).toEqual([]);
});

test('what does not fit is not taken, and nothing before it is lost', () => {
  const { write, read } = opened();
  const large = 'y'.repeat(30_000);
  expect(write(large)).toBe(true);
  expect(write(large)).toBe(false);
  expect(write('z')).toBe(true);
  expect(read()).toEqual([large, 'z']);
  expect(write('y'.repeat(40_000))).toBe(false);
  expect(write(large)).toBe(true);
  expect(read()).toEqual([large]);
});

test('the counters may run over', () => {
  const { write, read, counters } = opened(2 ** 31 - 5_000);
  for (let round = 0; round < 3; round += 1) {
    expect(write(`${round}`.repeat(4_000))).toBe(true);
    expect(read()).toEqual([`${round}`.repeat(4_000)]);
  }
  expect(counters[0]).toBeLessThan(0);
});

// THREAT: a guest that was taken over writes into the shared memory what no writer writes.
test('whatever stands in the memory, reading ends, with no more than it holds', () => {
  for (const [written, units] of [
    [1, []],
    [2, [0xffff, 0xffff]],
    [-1, [5, 0]],
    [2 ** 31 - 1, [1, 0]],
    [100_000, [3, 0]],
    [10, [9, 0]],
    [32_768, Array.from({ length: 32_768 }, () => 0)],
  ] as const) {
    const { write, read, counters, ring } = opened();
    ring.set(units);
    Atomics.store(counters, 0, written);
    const texts = read();
    expect(texts.length).toBeLessThanOrEqual(16_384);
    expect(texts.join('').length).toBeLessThanOrEqual(32_768);
    expect(read()).toEqual([]);
    expect(write('as before')).toBe(true);
    expect(read()).toEqual(['as before']);
  }
});

test('host calls of any size are answered in the order in which they were asked', async () => {
  const sandbox = createTestSandbox();
  await sandbox.use({
    ask: `const sizes = [10, 50_000, 10, 200, 70_000, 5];
      await Promise.all(sizes.map((size, n) => ctx.kv.set('k' + n, 'v'.repeat(size))));
      return 'end'.repeat(20_000);`,
  });
  const asked: string[] = [];
  const result = await sandbox.run('ask', null, {
    host: async (call) => {
      if (call.do === 'kv.set') asked.push(call.key);
      return true;
    },
  });
  await sandbox.close();
  expect(asked).toEqual(['k0', 'k1', 'k2', 'k3', 'k4', 'k5']);
  expect(result).toBe('end'.repeat(20_000));
});

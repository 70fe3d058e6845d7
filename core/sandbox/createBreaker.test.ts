import { expect, test } from 'vitest';
import { createBreaker } from './createBreaker.ts';

function atTime() {
  let now = 0;
  const breaker = createBreaker(() => now);
  return {
    breaker,
    pass: (ms: number) => {
      now += ms;
    },
  };
}

function fail(breaker: ReturnType<typeof createBreaker>, times: number): void {
  for (let index = 0; index < times; index += 1) {
    breaker.enter();
    breaker.failed(1, 'broken');
  }
}

test('opens after ten failures in a minute, when half of the calls fail', () => {
  const { breaker } = atTime();
  fail(breaker, 9);
  expect(breaker.state).toEqual({ state: 'closed', failures: 9, retryMs: 0, reason: 'broken' });
  fail(breaker, 1);
  expect(breaker.state).toEqual({ state: 'open', failures: 10, retryMs: 10_000, reason: 'broken' });
  expect(breaker.enter()).toBe(false);
});

test('stays closed for a few failures among many calls, and for those of long ago', () => {
  const { breaker, pass } = atTime();
  for (let index = 0; index < 100; index += 1) breaker.passed();
  fail(breaker, 50);
  expect(breaker.enter()).toBe(true);
  const old = atTime();
  for (let index = 0; index < 50; index += 1) {
    fail(old.breaker, 1);
    old.pass(7_000);
  }
  expect(old.breaker.enter()).toBe(true);
  pass(1);
});

test('what costs others counts twice', () => {
  const { breaker } = atTime();
  for (let index = 0; index < 5; index += 1) breaker.failed(2, 'spinning');
  expect(breaker.state.state).toBe('open');
});

test('half-open, one call tries: it closes, or waits twice as long', () => {
  const { breaker, pass } = atTime();
  fail(breaker, 10);
  pass(10_000);
  expect(breaker.enter()).toBe(true);
  expect(breaker.state.state).toBe('halfOpen');
  expect(breaker.enter()).toBe(false);
  breaker.failed(1, 'again');
  expect(breaker.state).toMatchObject({ state: 'open', retryMs: 20_000, reason: 'again' });
  pass(20_000);
  expect(breaker.enter()).toBe(true);
  breaker.left();
  expect(breaker.enter()).toBe(true);
  breaker.passed();
  expect(breaker.state).toEqual({ state: 'closed', failures: 0, retryMs: 0 });
});

test('waits five minutes at most, and is closed by hand', () => {
  const { breaker, pass } = atTime();
  fail(breaker, 10);
  for (let index = 0; index < 10; index += 1) {
    pass(300_000);
    breaker.enter();
    breaker.failed(1, 'again');
  }
  expect(breaker.state.retryMs).toBe(300_000);
  breaker.reset();
  expect(breaker.enter()).toBe(true);
});

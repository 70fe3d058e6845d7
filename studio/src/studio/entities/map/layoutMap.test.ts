import { expect, test } from 'vitest';
import { layoutMap } from './layoutMap.ts';

const size = { width: 190, height: 54 };

test('what others point at stands at the right of them, and no two boxes lie on each other', () => {
  const names = ['account', 'contact', 'deal', 'note', 'alone'];
  const links = [
    { from: 'contact', to: 'account' },
    { from: 'deal', to: 'account' },
    { from: 'note', to: 'deal' },
    { from: 'account', to: 'account' },
  ];
  const places = layoutMap(names, links, size);
  const x = (name: string) => places.get(name)?.x ?? 0;
  expect(x('account')).toBeGreaterThan(x('contact'));
  expect(x('contact')).toBe(x('deal'));
  expect(x('deal')).toBeGreaterThan(x('note'));
  expect(places.has('alone')).toBe(true);
  expect(new Set([...places.values()].map((place) => `${place.x} ${place.y}`)).size).toBe(names.length);
});

test('200 entities with 600 relations take no time that anybody would notice', () => {
  const names = Array.from({ length: 200 }, (_, at) => `thing${at}`);
  const links = names.flatMap((from, at) => [1, 7, 31].map((step) => ({ from, to: `thing${(at + step) % 200}` })));
  const begun = performance.now();
  const places = layoutMap(names, links, size);
  expect(performance.now() - begun).toBeLessThan(1000);
  expect(new Set([...places.values()].map((place) => `${place.x} ${place.y}`)).size).toBe(200);
});

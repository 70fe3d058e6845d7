import { expect, test } from 'vitest';
import { createVisits, placeOf } from './createVisits.ts';

function memory(start: Record<string, string> = {}) {
  const values = new Map(Object.entries(start));
  return {
    getItem: (key: string) => values.get(key) ?? null,
    setItem: (key: string, value: string) => values.set(key, value),
  };
}

const one = { entity: 'account', id: '1' };
const two = { entity: 'account', id: '2' };

test('what was opened last comes first, once, and is still there next time', () => {
  const storage = memory();
  const visits = createVisits(storage);
  visits.opened(one);
  visits.opened(two);
  visits.opened(one);
  expect(createVisits(storage).state().recent).toEqual([one, two]);
});

test('a favourite is added and taken away by the same hand, and what is gone is forgotten', () => {
  const visits = createVisits(memory());
  visits.toggleFavourite({ entity: 'lead', view: 'hot' });
  visits.toggleFavourite(one);
  visits.opened(one);
  visits.toggleFavourite({ entity: 'lead', view: 'hot' });
  expect(visits.state().favourites).toEqual([one]);
  visits.forget(one);
  expect(visits.state()).toEqual({ recent: [], favourites: [] });
});

test('damaged memory is no memory', () => {
  expect(createVisits(memory({ 'kiln.visits': '{"recent":[7,{"entity":3}],"favourites":"x"}' })).state()).toEqual({
    recent: [],
    favourites: [],
  });
  expect(createVisits(memory({ 'kiln.visits': 'not json' })).state().recent).toEqual([]);
});

test('an address is a place when it is a list or a record', () => {
  const id = '0190aaaa-0000-7000-8000-000000000001';
  expect(placeOf(`/account/${id}`, undefined)).toEqual({ entity: 'account', id });
  expect(placeOf('/account', 'hot')).toEqual({ entity: 'account', view: 'hot' });
  expect(placeOf('/account', undefined)).toEqual({ entity: 'account' });
  for (const path of ['/', '/account/new', '/account/bin', `/account/${id}/more`])
    expect(placeOf(path, undefined)).toBeUndefined();
});

import { expect, test } from 'vitest';
import { followInForm } from './followInForm.ts';

const form = {
  $id: 'visit',
  tabs: [
    { sections: [{ fields: ['name', { field: 'note', span: 2 }] }, { fields: ['on'] }] },
    { title: 'More', sections: [{ fields: ['cost'] }] },
  ],
};
const names = ['name', 'note', 'on', 'cost'];
const saved = new Set(names);
const withFirst = (fields: unknown[]) => ({ tabs: [{ sections: [{ fields }, {}] }, {}] });

test('a new field stands at the end of the first section', () => {
  const next = followInForm(form, names, [...names, 'mood'], saved);
  expect(next).toMatchObject(withFirst(['name', { field: 'note', span: 2 }, 'mood']));
  expect(JSON.stringify(next).match(/mood/g)).toHaveLength(1);
});

test('a field that was never saved is renamed and goes with its entity', () => {
  const added = followInForm(form, names, [...names, 'field'], saved);
  const renamed = followInForm(added, [...names, 'field'], [...names, 'mood'], saved);
  expect(renamed).toMatchObject(withFirst(['name', { field: 'note', span: 2 }, 'mood']));
  expect(followInForm(renamed, [...names, 'mood'], names, saved)).toEqual(form);
});

test('what was saved is left to the server, and what stands in the form already is not put there twice', () => {
  expect(followInForm(form, names, ['name', 'note', 'day', 'cost'], saved)).toBe(form);
  expect(followInForm(form, names, ['name', 'note', 'cost'], saved)).toBe(form);
  expect(followInForm(form, ['name', 'note', 'on'], names, saved)).toEqual(form);
});

test('a form without sections stays as it is', () => {
  expect(followInForm({ $id: 'empty', tabs: [] }, [], ['mood'], new Set())).toEqual({ $id: 'empty', tabs: [] });
});

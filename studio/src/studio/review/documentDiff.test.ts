import { expect, test } from 'vitest';
import { documentDiff } from './documentDiff.ts';

test('fields are followed by their x-id, options too', () => {
  const before = {
    $id: 'contact',
    properties: {
      phone: { type: 'string', title: 'Phone' },
      stage: { enum: ['a', 'b'], 'x-options': { a: { title: 'A' }, b: { title: 'B' } } },
      old: { type: 'string' },
    },
  };
  const after = {
    $id: 'contact',
    properties: {
      mobile: { type: 'string', title: 'Mobile', 'x-id': 'phone' },
      stage: { enum: ['a', 'c'], 'x-options': { a: { title: 'A' }, c: { title: 'B', 'x-id': 'b' } } },
      size: { type: 'integer' },
    },
  };
  expect(documentDiff(before, after)).toEqual([
    { path: ['properties', 'mobile'], change: 'renamed', before: 'phone', after: 'mobile' },
    { path: ['properties', 'mobile', 'title'], change: 'changed', before: 'Phone', after: 'Mobile' },
    { path: ['properties', 'stage', 'enum'], change: 'changed', before: ['a', 'b'], after: ['a', 'c'] },
    { path: ['properties', 'stage', 'x-options', 'c'], change: 'renamed', before: 'b', after: 'c' },
    { path: ['properties', 'old'], change: 'removed', before: { type: 'string' } },
    { path: ['properties', 'size'], change: 'added', after: { type: 'integer' } },
  ]);
});

test('lists of things that have names, by their names; a new order is one difference', () => {
  const section = (...fields: unknown[]) => JSON.parse(JSON.stringify({ sections: [{ title: 'Person', fields }] }));
  expect(
    documentDiff(section('name', 'email', { field: 'phone' }), section({ field: 'phone', span: 2 }, 'name', 'size')),
  ).toEqual([
    { path: ['sections', 'Person', 'fields', 'email'], change: 'removed', before: { field: 'email' } },
    { path: ['sections', 'Person', 'fields', 'phone', 'span'], change: 'added', after: 2 },
    { path: ['sections', 'Person', 'fields', 'size'], change: 'added', after: { field: 'size' } },
    {
      path: ['sections', 'Person', 'fields'],
      change: 'moved',
      before: ['name', 'email', 'phone'],
      after: ['phone', 'name', 'size'],
    },
  ]);
});

test('bookkeeping and the order of members are no differences; a whole document has none', () => {
  expect(documentDiff({ $id: 'a', 'x-id': 'a', title: 'A', x: 1 }, { $id: 'b', x: 1, title: 'A' })).toEqual([]);
  expect(documentDiff(null, { title: 'A' })).toEqual([]);
});

test('a workflow that is switched on goes from no to yes', () => {
  const off = { title: 'A', enabled: false };
  const change = { path: ['enabled'], change: 'changed', before: false, after: true };
  expect(documentDiff(off, { title: 'A' })).toEqual([change]);
  expect(documentDiff({ title: 'A' }, off)).toEqual([{ ...change, before: true, after: false }]);
  expect(documentDiff({ title: 'A' }, { title: 'A', enabled: true })).toEqual([]);
});

test('steps of a workflow are told apart by their ids', () => {
  const step = (title: string) => ({ steps: [{ id: 'told', title, do: 'notify', with: { title: 'A' } }] });
  expect(documentDiff(step('Tell'), step('Tell them'))).toEqual([
    { path: ['steps', 'told', 'title'], change: 'changed', before: 'Tell', after: 'Tell them' },
  ]);
});

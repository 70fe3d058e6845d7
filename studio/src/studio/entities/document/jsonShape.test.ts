import { expect, test } from 'vitest';
import { json } from '../../../../../core/fields/json/json.ts';
import {
  addMember,
  changeMember,
  removeMember,
  renameMember,
  setRequired,
  shapeMembers,
  shapeType,
  withShapeType,
} from './jsonShape.ts';

const object = { 'x-type': 'json', type: 'object', title: 'Sizes' } as const;

test('members come, are named, required and go', () => {
  const one = addMember(addMember(object));
  expect(shapeMembers(one).map(({ name }) => name)).toEqual(['member', 'member2']);
  const named = setRequired(renameMember(one, 'member', 'width'), 'width', true);
  const typed = changeMember(named, 'member2', withShapeType({ type: 'string', maxLength: 3 }, 'array'));
  expect(typed).toEqual({
    ...object,
    properties: { width: { type: 'string' }, member2: { type: 'array' } },
    required: ['width'],
  });
  expect(removeMember(removeMember(typed, 'width'), 'member2')).toEqual(object);
});

test('another type takes along what it cannot mean, and the server agrees with what is left', () => {
  const full = setRequired(addMember(object), 'member', true);
  for (const type of ['any', 'array'] as const) {
    const next = withShapeType(full, type);
    expect(shapeType(next)).toBe(type);
    expect(next).not.toHaveProperty('properties');
    expect(next).toMatchObject({ 'x-type': 'json', title: 'Sizes' });
    expect(json.check({ 'x-type': 'json', ...(type === 'any' ? {} : { type }) })).toEqual([]);
  }
});

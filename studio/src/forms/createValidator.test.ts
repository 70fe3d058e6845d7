import { expect, test } from 'vitest';
import { createValidator, toErrorSchema, toFaults } from './createValidator.ts';

test('faults become the tree and the list of the form library, and faults again', () => {
  const faults = [
    { pointer: '/name', message: 'is empty' },
    { pointer: '/items/0/quantity', message: 'is zero' },
    { pointer: '', message: 'does not add up' },
  ];
  const { errors, errorSchema } = createValidator(() => faults).validateFormData({}, {});
  expect(errorSchema).toEqual({
    name: { __errors: ['is empty'] },
    items: { 0: { quantity: { __errors: ['is zero'] } } },
    __errors: ['does not add up'],
  });
  expect(toFaults(errors)).toEqual(faults);
});

test('two faults at one place are both kept; a field named like a prototype member is only a field', () => {
  const tree = toErrorSchema([
    { pointer: '/a', message: 'one' },
    { pointer: '/a', message: 'two' },
    { pointer: '/__proto__/x', message: 'three' },
  ]);
  expect(tree).toMatchObject({ a: { __errors: ['one', 'two'] } });
  expect(Object.hasOwn(Object.prototype, 'x')).toBe(false);
});

import { expect, test } from 'vitest';
import { fault, wordedFault } from '../../../core/errors/fault.ts';
import type { Fault } from '../../../core/errors/KilnError.ts';
import { createValidator, toErrorSchema, toFaults } from './createValidator.ts';

const say = ({ code }: Fault) => code;

test('faults become the tree and the list of the form library, and faults again', () => {
  const faults = [
    fault('/name', 'empty', {}),
    fault('/items/0/quantity', 'minimum', { limit: 1 }),
    wordedFault('', 'rule', 'does not add up'),
  ];
  const { errors, errorSchema } = createValidator(() => faults, say).validateFormData({}, {});
  expect(errorSchema).toEqual({
    name: { __errors: ['empty'] },
    items: { 0: { quantity: { __errors: ['minimum'] } } },
    __errors: ['rule'],
  });
  expect(toFaults(errors)).toEqual(faults);
});

test('two faults at one place are both kept; a field named like a prototype member is only a field', () => {
  const faults = [fault('/a', 'empty', {}), fault('/a', 'taken', {}), fault('/__proto__/x', 'gone', {})];
  const tree = toErrorSchema(faults, say);
  expect(tree).toMatchObject({ a: { __errors: ['empty', 'taken'] } });
  expect(Object.hasOwn(Object.prototype, 'x')).toBe(false);
});

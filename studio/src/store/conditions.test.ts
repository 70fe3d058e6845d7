import { expect, test } from 'vitest';
import type { FormTab } from '../../../core/model/types.ts';
import { compileConditions, sameConditions } from './conditions.ts';

const tabs: FormTab[] = [
  {
    sections: [
      { columns: 2, fields: [{ field: 'stage' }, { field: 'reason', showWhen: 'stage', requireWhen: 'stage' }] },
      { columns: 1, showWhen: 'extra', fields: [{ field: 'note', readOnlyWhen: 'locked' }] },
    ],
  },
];
// The condition is the name of a field that must be true.
const evaluate = compileConditions(tabs, (source) => (values) => values[source] === true);

test('show hides, require and read-only add', () => {
  expect(evaluate({})).toEqual({
    hidden: new Set(['reason']),
    hiddenSections: new Set(['0.1']),
    required: new Set(),
    readOnly: new Set(),
  });
  expect(evaluate({ stage: true, extra: true, locked: true })).toEqual({
    hidden: new Set(),
    hiddenSections: new Set(),
    required: new Set(['reason']),
    readOnly: new Set(['note']),
  });
});

test('an equal result is the same object', () => {
  const before = evaluate({ stage: true });
  expect(sameConditions(before, evaluate({ stage: true }))).toBe(before);
  expect(sameConditions(before, evaluate({}))).not.toBe(before);
});

import { expect, test } from 'vitest';
import type { BrowserField } from '../../../core/model/browserModel.ts';
import { valueType } from './valueType.ts';

const field: BrowserField = {
  ...{
    name: 'total',
    title: 'Total',
    type: 'formula',
    widget: 'formula',
    required: false,
    computed: true,
    writable: false,
    masked: false,
  },
  ...{ system: false, sortable: true, filterable: true, groupable: true, schema: {}, cel: { kind: 'double' } },
};

test('a computed field shows as what it computes', () => {
  expect(valueType({ ...field, result: 'money' })).toBe('money');
});

test('any other is of its own type', () => {
  expect(valueType({ ...field, type: 'percent' })).toBe('percent');
});

import { isObject } from '../lib/json.ts';
import { defineField } from './shared/defineField.ts';
import { lengths } from './shared/keywords.ts';
import { checkTextLength, textLength } from './shared/textLength.ts';

/** What a read shows in place of the text. */
export const encryptedMask = '••••••••';

/**
 * Text that the database only ever sees sealed. `toColumns` takes `{sealed, index}`: the writer seals the text and
 * computes its blind index before, because keys do not belong here. The mask itself is refused, so that a form cannot
 * save it over the secret.
 */
export const encrypted = defineField({
  name: 'encrypted',
  means: ['format encrypted'],
  type: 'string',
  options: [...lengths],
  check: (schema) => checkTextLength(schema, 10_000),
  celType: () => ({ kind: 'string', sealed: true }),
  columns: (_schema, column) => [
    { name: column, type: 'text' },
    { name: `${column}_bidx`, type: 'text' },
  ],
  valueSchema: (schema) => ({ type: 'string', not: { const: encryptedMask }, ...textLength(schema, 1_000) }),
  toColumns: (value, _schema, column) => ({
    [column]: isObject(value) ? (value.sealed ?? null) : null,
    [`${column}_bidx`]: isObject(value) ? (value.index ?? null) : null,
  }),
  read: (column, _schema, base) =>
    `case when ${column({ name: base, type: 'text' })} is not null then '${encryptedMask}' end`,
  sortable: false,
  filterable: true,
  groupable: false,
  casts: {},
});

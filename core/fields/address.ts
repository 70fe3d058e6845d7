import { fits, freeTexts, objectOf, reshapes } from './shared/casts.ts';
import { defineField } from './shared/defineField.ts';
import { written } from './shared/keywords.ts';
import { objectSchema } from './shared/objectSchema.ts';
import { objectType } from './shared/objectType.ts';

const members = ['country', 'region', 'city', 'district', 'street', 'street2', 'postalCode'];
const line = { type: 'string', maxLength: 200 };

/**
 * A postal address that serves the whole world: `country` is an ISO 3166 code of two letters; `region` is the state or
 * 省, `city` the city or 市, `district` the county or 区.
 */
export const address = defineField({
  name: 'address',
  means: ['format address'],
  type: 'object',
  options: [...written],
  celType: () =>
    objectType('address', {
      country: { kind: 'string' },
      region: { kind: 'string' },
      city: { kind: 'string' },
      district: { kind: 'string' },
      street: { kind: 'string' },
      street2: { kind: 'string' },
      postalCode: { kind: 'string' },
    }),
  columns: (_schema, column) => [{ name: column, type: 'jsonb' }],
  valueSchema: () =>
    objectSchema({
      country: { type: 'string', pattern: '^[A-Z]{2}$' },
      region: line,
      city: line,
      district: line,
      street: line,
      street2: line,
      postalCode: { type: 'string', maxLength: 20 },
    }),
  sortable: false,
  filterable: true,
  groupable: false,
  search: 'short',
  searchText: (column) =>
    ['region', 'city', 'district', 'street', 'postalCode']
      .map((member) => `coalesce(${column} ->> '${member}', '')`)
      .join(" || ' ' || "),
  casts: {
    ...reshapes(freeTexts, (column) => `case when ${column} <> '' then jsonb_build_object('street', ${column}) end`),
    ...fits(['json'], (column) => objectOf(column, members)),
  },
});

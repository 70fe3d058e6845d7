import { defineField } from './shared/defineField.ts';
import { written } from './shared/keywords.ts';
import { objectType } from './shared/objectType.ts';

/** A place on earth in degrees (WGS 84). */
export const geoPoint = defineField({
  name: 'geoPoint',
  means: ['format geoPoint'],
  type: 'object',
  options: [...written],
  celType: () => objectType('geoPoint', { lat: { kind: 'double' }, lng: { kind: 'double' } }),
  columns: (_schema, column) => [{ name: column, type: 'jsonb' }],
  valueSchema: () => ({
    type: 'object',
    properties: {
      lat: { type: 'number', minimum: -90, maximum: 90 },
      lng: { type: 'number', minimum: -180, maximum: 180 },
    },
    required: ['lat', 'lng'],
    additionalProperties: false,
  }),
  sortable: false,
  filterable: true,
  groupable: false,
  casts: {},
});

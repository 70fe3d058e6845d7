import { fits, freeTexts } from './shared/casts.ts';
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
  casts: {
    ...fits(freeTexts, (column) => pointSql(column)),
    ...fits(['json'], (column) => pointSql(`concat_ws(',', ${column} ->> 'lat', ${column} ->> 'lng')`)),
  },
});

/** `31.23, 121.47`: latitude first, as maps show it. */
function pointSql(text: string): string {
  const form = '^\\s*(-?\\d{1,2}(\\.\\d{1,12})?)\\s*[,; ]\\s*(-?\\d{1,3}(\\.\\d{1,12})?)\\s*$';
  const [lat, lng] = [1, 3].map((part) => `(regexp_match(${text}, '${form}'))[${part}]::numeric`);
  return (
    `case when abs(${lat}) <= 90 and abs(${lng}) <= 180 ` +
    `then jsonb_build_object('lat', trim_scale(${lat}), 'lng', trim_scale(${lng})) end`
  );
}

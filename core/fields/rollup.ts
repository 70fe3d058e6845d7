import { said } from '../errors/said.ts';
import { deepFreeze } from '../lib/deepFreeze.ts';
import { indexed } from './shared/keywords.ts';
import { checkResult, resultType } from './shared/resultType.ts';
import { shapeOf } from './shared/shapeOf.ts';
import type { FieldType } from './types.ts';

/**
 * A count, sum, least, greatest or average over the records that point here. Where no type is stated, a count is an
 * integer and the rest are numbers.
 */
export const rollup: FieldType = deepFreeze({
  name: 'rollup',
  infers: (schema) => shapeOf(schema) === 'x-rollup',
  options: ['x-rollup', 'x-scale', 'x-currency'],
  check: (schema) => [
    ...(schema['x-rollup'] ? [] : [{ pointer: '', ...said`A rollup field needs x-rollup.` }]),
    ...indexed
      .filter((keyword) => schema[keyword])
      .map((keyword) => ({ pointer: `/${keyword}`, ...said`A rollup has no column to index: ${keyword}.` })),
    ...checkResult(schema),
  ],
  celType: (schema) => {
    const result = resultType(schema);
    return result ? result.type.celType(result.schema) : { kind: 'dyn' };
  },
  columns: () => [],
  valueSchema: (schema) => {
    const result = resultType(schema);
    return result ? result.type.valueSchema(result.schema) : {};
  },
  computed: true,
  sortable: true,
  filterable: true,
  groupable: false,
  casts: {},
  widget: 'rollup',
});

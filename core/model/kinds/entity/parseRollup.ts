import type { RollupSpec } from '../../../fields/types.ts';
import type { Rollup } from '../../types.ts';

const measure = /^\s*(?:count\s*\(\s*\)|(sum|min|max|avg)\s*\(\s*([a-z][a-zA-Z0-9]*)\s*\))\s*$/;

/** `from` is `entity.field`; `value` is count() or sum, min, max, avg of a field. Undefined: it is neither. */
export function parseRollup({ from, value }: RollupSpec): Omit<Rollup, 'where'> | undefined {
  const [entity = '', field = '', ...rest] = from.split('.');
  const match = measure.exec(value);
  if (match === null || entity === '' || field === '' || rest.length > 0) return undefined;
  const [, call, of] = match;
  if (of !== undefined && (call === 'sum' || call === 'min' || call === 'max' || call === 'avg')) {
    return { entity, field, measure: call, of };
  }
  return { entity, field, measure: 'count' };
}

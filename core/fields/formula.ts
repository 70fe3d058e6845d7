import { said } from '../errors/said.ts';
import { deepFreeze } from '../lib/deepFreeze.ts';
import { indexed } from './shared/keywords.ts';
import { checkResult, resultType } from './shared/resultType.ts';
import { shapeOf } from './shared/shapeOf.ts';
import type { ColumnSpec, FieldFault, FieldSchema, FieldType } from './types.ts';

/** A value computed from the record by CEL. `columns` is what it keeps where SQL allows a generated column. */
export const formula: FieldType = deepFreeze({
  name: 'formula',
  infers: (schema) => shapeOf(schema) === 'x-formula',
  options: ['x-formula', 'x-index', 'x-unique', 'x-scale', 'x-currency', 'enum', 'x-options'],
  check: (schema) => {
    const faults: FieldFault[] = [];
    if (schema['x-formula'] === undefined) faults.push({ pointer: '', ...said`A formula field needs x-formula.` });
    if (schema['x-rollup']) {
      faults.push({ pointer: '/x-rollup', ...said`A field is a formula or a rollup, not both.` });
    }
    return [...faults, ...checkIndex(schema), ...checkResult(schema)];
  },
  celType: (schema) => {
    const result = resultType(schema);
    return result ? result.type.celType(result.schema) : { kind: 'dyn' };
  },
  columns: (schema, column) => {
    const result = resultType(schema);
    if (!result) return [];
    const isOpen = result.type.name === 'decimal' && schema['x-scale'] === undefined;
    return isOpen ? [{ name: column, type: 'numeric' }] : result.type.columns(result.schema, column).map(widened);
  },
  valueSchema: (schema) => {
    const result = resultType(schema);
    return result ? result.type.valueSchema(result.schema) : {};
  },
  computed: true,
  sortable: true,
  filterable: true,
  groupable: true,
  casts: {},
  widget: 'formula',
});

/**
 * Calculations are exact and know no overflow: a result with more digits must not make the write of its record fail.
 */
function widened({ name, type }: ColumnSpec): ColumnSpec {
  return { name, type: type === 'bigint' ? 'numeric(1000,0)' : type.replace(/^numeric\(\d+,/, 'numeric(1000,') };
}

function checkIndex(schema: FieldSchema): FieldFault[] {
  const result = resultType(schema);
  if (result?.type.celType(result.schema).kind !== 'string') return [];
  return indexed
    .filter((keyword) => schema[keyword])
    .map((keyword) => ({
      pointer: `/${keyword}`,
      ...said`A computed text can be of any length, which an index cannot hold: ${keyword}.`,
    }));
}

import { explainErrors } from '../../../../definitions/explainErrors.ts';
import { fromPointer } from '../../../../definitions/pointer.ts';
import { createAjv } from '../../../createAjv.ts';
import type { FixedValue } from './Setting.ts';

/** Reports what is wrong with values that fields of records get. All are held at once: compiling takes the time. */
export function checkFixed(fixed: readonly FixedValue[]): void {
  if (fixed.length === 0) return;
  const ajv = createAjv({ verbose: true, validateSchema: false });
  const schema = {
    type: 'array',
    prefixItems: fixed.map(({ schema }) => schema),
    minItems: fixed.length,
    items: false,
  };
  const validate = ajv.compile(schema);
  if (validate(fixed.map(({ value }) => value))) return;
  for (const { pointer, ...words } of explainErrors(validate.errors ?? [])) {
    const [index, ...path] = fromPointer(pointer);
    fixed[Number(index)]?.report(path, words);
  }
}

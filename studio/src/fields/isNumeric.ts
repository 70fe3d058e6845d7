import type { BrowserField } from '../../../core/model/browserModel.ts';
import { valueType } from '../store/valueType.ts';

const numeric = new Set(['integer', 'decimal', 'money', 'percent']);

/** True for amounts: they stand at the end of their column, digit under digit. */
export function isNumeric(field: BrowserField): boolean {
  return numeric.has(valueType(field));
}

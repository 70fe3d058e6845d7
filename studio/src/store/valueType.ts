import type { BrowserField } from '../../../core/model/browserModel.ts';

/** The type of a field's values: its own, for a formula or rollup that of its result. */
export function valueType({ type, result }: BrowserField): string {
  return result ?? type;
}

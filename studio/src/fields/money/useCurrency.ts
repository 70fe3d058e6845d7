import type { BrowserField } from '../../../../core/model/browserModel.ts';
import { asText } from '../../lib/values.ts';
import { useSibling } from '../RecordScope.tsx';

/** The currency of a money field: fixed, or the value of another field of the same record. */
export function useCurrency({ currency }: BrowserField): string | undefined {
  const sibling = useSibling(typeof currency === 'object' ? currency.field : undefined);
  return typeof currency === 'string' ? currency : asText(sibling);
}

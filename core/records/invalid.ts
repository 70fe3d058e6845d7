import { type Fault, KilnError } from '../errors/KilnError.ts';

/** KILN_INVALID with every fault; the first one stands in the detail. */
export function invalid(faults: readonly Fault[], cause?: unknown): KilnError {
  const [first] = faults;
  const place = first?.pointer ? `${first.pointer} ` : '';
  const more = faults.length > 1 ? ` (and ${faults.length - 1} more)` : '';
  return new KilnError('KILN_INVALID', {
    detail: `${place}${first?.message ?? 'is not valid'}${more}`,
    errors: faults,
    cause,
  });
}

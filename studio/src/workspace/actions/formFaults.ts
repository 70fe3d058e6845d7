import type { Fault } from '../../../../core/errors/KilnError.ts';
import type { BrowserAction } from '../../../../core/model/browserModel.ts';
import { parsePointer } from '../../lib/jsonPointer.ts';

/** Those that are about what was asked for in the dialog; the others are about its record or its form. */
export function inputFaults(faults: readonly Fault[], { input }: BrowserAction): Fault[] {
  return faults.filter(({ pointer }) => input?.fields.some(({ name }) => name === parsePointer(pointer)[0]));
}

/** Those that are about the form in which the button stands: `/values/amount`, or `/amount`. */
export function formFaults(faults: readonly Fault[], action: BrowserAction): Fault[] {
  const asked = inputFaults(faults, action);
  return faults
    .filter((fault) => !asked.includes(fault))
    .map((fault) => ({ ...fault, pointer: fault.pointer.replace(/^\/values(?=\/)/, '') }));
}

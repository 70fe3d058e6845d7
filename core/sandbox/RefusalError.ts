import { toPointer } from '../definitions/pointer.ts';
import { wordedFault } from '../errors/fault.ts';
import { type Fault, KilnError } from '../errors/KilnError.ts';
import type { Refusal } from './protocol.ts';

/** A plugin said no. KILN_INVALID with a fault for each field, pointers within the record or the input. */
export class RefusalError extends KilnError {
  /** Which of the records that an after-hook was told of; undefined for whatever else was called. */
  readonly index: number | undefined;

  constructor(refusal: Refusal, index: number | undefined) {
    super('KILN_INVALID', { errors: refusalFaults(refusal) });
    this.name = 'RefusalError';
    this.index = index;
  }
}

/** What a refusal says in general, then what it says of fields: names, or JSON pointers. */
export function refusalFaults({ message, fields }: Refusal): readonly Fault[] {
  const named = Object.entries(fields).map(([field, text]) =>
    wordedFault(field.startsWith('/') ? field : toPointer([field]), 'rule', text),
  );
  return message === null && named.length > 0 ? named : [wordedFault('', 'rule', message ?? 'is refused'), ...named];
}

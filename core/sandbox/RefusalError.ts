import { toPointer } from '../definitions/pointer.ts';
import { wordedFault } from '../errors/fault.ts';
import { KilnError } from '../errors/KilnError.ts';
import type { Refusal } from './protocol.ts';

/** A plugin said no. KILN_INVALID with a fault for each field, pointers within the record or the input. */
export class RefusalError extends KilnError {
  /** Which of the records that an after-hook was told of; undefined for whatever else was called. */
  readonly index: number | undefined;

  constructor({ message, fields }: Refusal, index: number | undefined) {
    const faults = Object.entries(fields).map(([field, text]) =>
      wordedFault(field.startsWith('/') ? field : toPointer([field]), 'rule', text),
    );
    const general = message === null ? [] : [wordedFault('', 'rule', message)];
    super('KILN_INVALID', { errors: [...general, ...faults] });
    this.name = 'RefusalError';
    this.index = index;
  }
}

import { wordedFault } from '../../errors/fault.ts';
import { type Fault, KilnError } from '../../errors/KilnError.ts';

/** A package or manifest that is refused. `faults` have the path of a file and the place in it as their pointers. */
export function badPlugin(detail: string, faults: readonly Fault[] = []): KilnError {
  return new KilnError('KILN_BAD_PLUGIN', { detail, errors: faults });
}

/** A single fault of a file. */
export function badFile(path: string, message: string): KilnError {
  return badPlugin(`${path}: ${message}`, [wordedFault(path, 'other', message)]);
}

import type { Definition, DefinitionProblem } from '../definitions/types.ts';
import { saidFault } from '../errors/fault.ts';
import { type Fault, KilnError } from '../errors/KilnError.ts';
import { buildModel } from './buildModel.ts';

/** The error for files with problems: those, and those of the definitions that could be read, all at once. */
export function badDefinitions(problems: readonly DefinitionProblem[], readable: readonly Definition[]): KilnError {
  const unread = problems.filter(({ kind }) => kind === '').map(({ file }) => `${file}#`);
  const errors = [
    ...problems.map(({ kind, name, file, pointer, ...words }) =>
      saidFault(`${file ?? `${kind}/${name}`}#${pointer}`, words, 'definition'),
    ),
    ...faultsOf(readable).filter(({ pointer }) => !unread.some((file) => pointer.startsWith(file))),
  ];
  const detail = errors.length === 1 ? 'There is 1 problem' : `There are ${errors.length} problems`;
  return new KilnError('KILN_BAD_DEFINITION', { detail: `${detail} in the definitions.`, errors });
}

function faultsOf(definitions: readonly Definition[]): readonly Fault[] {
  try {
    buildModel(definitions);
    return [];
  } catch (error) {
    if (error instanceof KilnError && error.code === 'KILN_BAD_DEFINITION') return error.errors;
    throw error;
  }
}

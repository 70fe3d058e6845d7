import { said } from '../../errors/said.ts';
import { optionsOf } from '../options.ts';
import type { FieldFault, FieldSchema } from '../types.ts';

/** Faults of what a field says of its values: titles, colours, identities. */
export function checkOptions(schema: FieldSchema): FieldFault[] {
  const options = optionsOf(schema) ?? [];
  const owners = new Map<string, string>();
  const faults = Object.keys(schema['x-options'] ?? {})
    .filter((value) => !options.some((option) => option.value === value))
    .map((value) => ({ pointer: pointerTo(value), ...said`x-options names "${value}", which is not in enum.` }));
  for (const { value, id } of options) {
    const owner = owners.get(id);
    if (owner === undefined) owners.set(id, value);
    else {
      const words = said`The id "${id}" belongs to the option "${owner}"; give this one another "x-id".`;
      faults.push({ pointer: pointerTo(value), ...words });
    }
  }
  return faults;
}

function pointerTo(value: string): string {
  return `/x-options/${value.replaceAll('~', '~0').replaceAll('/', '~1')}`;
}

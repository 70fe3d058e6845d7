import { said } from '../../errors/said.ts';
import type { FieldFault, FieldSchema } from '../types.ts';

/** Faults of the moves of a state in themselves: values that it does not have, and a default that is no beginning. */
export function checkTransitions(schema: FieldSchema): FieldFault[] {
  const spec = schema['x-transitions'];
  if (!spec) return [];
  const faults: FieldFault[] = [];
  const known = (value: string, pointer: string): void => {
    if (schema.enum?.includes(value)) return;
    faults.push({ pointer: `/x-transitions/${pointer}`, ...said`"${value}" is not in enum.` });
  };
  spec.start?.forEach((value, index) => {
    known(value, `start/${index}`);
  });
  for (const [index, { from, to }] of spec.moves.entries()) {
    from?.forEach((value, place) => {
      known(value, `moves/${index}/from/${place}`);
    });
    known(to, `moves/${index}/to`);
    if (from?.includes(to)) {
      faults.push({ pointer: `/x-transitions/moves/${index}/to`, ...said`A move leads from one value to another.` });
    }
  }
  const { default: first } = schema;
  if (spec.start && typeof first === 'string' && !spec.start.includes(first)) {
    faults.push({ pointer: '/default', ...said`"${first}" is none of the values in "start".` });
  }
  return faults;
}

import { KilnError } from '../../errors/KilnError.ts';
import type { Json } from '../../lib/json.ts';
import type { StepFault } from './StepRunner.ts';

/** Longest message that is kept. */
const mostCharacters = 4_000;
const mostFaults = 20;

/** What is kept and shown of an error. What is none of Kiln's shows no detail: it may hold secrets. */
export function faultOf(error: unknown): StepFault {
  if (!(error instanceof KilnError)) return { code: 'KILN_INTERNAL', message: 'Something went wrong inside of Kiln.' };
  const message = error.message.slice(0, mostCharacters).toWellFormed().replaceAll('\0', '\u{fffd}');
  if (error.errors.length === 0) return { code: error.code, message };
  const data: Json = JSON.parse(JSON.stringify({ errors: error.errors.slice(0, mostFaults) }));
  return { code: error.code, message, data };
}

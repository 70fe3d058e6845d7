import type { ErrorCode } from '../../errors/codes.ts';
import { KilnError } from '../../errors/KilnError.ts';

const failures: ReadonlySet<ErrorCode> = new Set([
  'KILN_PLUGIN_FAILED',
  'KILN_PLUGIN_LIMIT',
  'KILN_PLUGIN_BUSY',
  'KILN_PLUGIN_UNAVAILABLE',
]);

/** Whether a plugin did not do what it should, unlike a refusal: its manifest says what becomes of the write. */
export function isFailure(error: unknown): boolean {
  return error instanceof KilnError && failures.has(error.code);
}

import { HostError, refuse } from 'kiln:sdk';

/** What is wrong with what somebody asked for, unlike what is wrong with the plugin. */
const refusals: ReadonlySet<string> = new Set(['KILN_INVALID', 'KILN_FORBIDDEN', 'KILN_NOT_FOUND', 'KILN_STALE']);

/** Passes on what the server refused, at its fields, as the answer to whoever called. */
export async function passOn<T>(write: Promise<T>): Promise<T> {
  try {
    return await write;
  } catch (error) {
    if (!(error instanceof HostError) || !refusals.has(error.code)) throw error;
    const fields = error.errors
      .filter(({ pointer }) => /^\/\w+$/.test(pointer))
      .map(({ pointer, message }) => [pointer.slice(1), message] as const);
    if (fields.length === 0) refuse(error.message);
    return refuse(Object.fromEntries(fields));
  }
}

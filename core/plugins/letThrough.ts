import { DbError } from '../db/DbError.ts';
import { errorCodes } from '../errors/codes.ts';
import { KilnError } from '../errors/KilnError.ts';
import type { PluginModel } from '../model/pluginTypes.ts';
import { PluginError } from '../sandbox/PluginError.ts';
import type { Entry } from '../sandbox/protocol.ts';

/** Entries that somebody waits for, who can do something about a refusal. */
const waitedFor: ReadonlySet<Entry['kind']> = new Set(['function', 'hook', 'step', 'service']);

/**
 * What the server refused of a host call (4xx) and the plugin did not catch: the answer to whoever called, since what
 * they sent, or their rights, are to blame. Undefined for everything else, and for a hook that may fail without
 * consequences.
 */
export function letThrough(error: unknown, { onFailure }: PluginModel, { kind }: Entry): KilnError | undefined {
  if (!(error instanceof PluginError) || !waitedFor.has(kind)) return undefined;
  if (kind === 'hook' && onFailure === 'continue') return undefined;
  const { cause } = error;
  if (!(cause instanceof KilnError) || errorCodes[cause.code].status >= 500) return undefined;
  if (kind !== 'hook' || cause instanceof DbError) return cause;
  // Of another record than the one that is written.
  const { version: _version, ...extra } = cause.extra;
  return new KilnError(cause.code, { detail: cause.message, errors: cause.errors, extra, cause });
}

import { errorCodes } from '../errors/codes.ts';
import { KilnError } from '../errors/KilnError.ts';
import type { Json } from '../lib/json.ts';
import type { Breaker, Weight } from './createBreaker.ts';
import { PluginError } from './PluginError.ts';
import { type Entry, entryText, type Failure, hookOutcomeShape } from './protocol.ts';
import { RefusalError } from './RefusalError.ts';
import type { Call } from './Sandbox.ts';
import { list, ShapeError } from './shape.ts';
import type { Outcome } from './startAttempt.ts';

const beforeHooks = new Set<string>(['creating', 'updating', 'deleting']);

/** What stops an isolate or a process costs more than an error. */
const weights: Readonly<Record<Failure, Weight>> = {
  threw: 1,
  misused: 1,
  deadline: 1,
  hostCalls: 1,
  hostBytes: 1,
  cpu: 2,
  memory: 2,
};

/** What an outcome means for the breaker, and for whoever called: the answer, or the error that is thrown. */
export function settleCall(call: Call, outcome: Outcome, breaker: Breaker): Json {
  const { plugin, entry } = call;
  switch (outcome.kind) {
    case 'done': {
      const value = checked(call, outcome.value, breaker);
      breaker.passed();
      return value;
    }
    case 'refused':
      breaker.passed();
      throw new RefusalError(outcome.refusal, refusedIndex(call, outcome.index));
    case 'aborted':
      breaker.left();
      throw call.signal?.reason;
    case 'lost':
      if (outcome.repeatable) breaker.left();
      else breaker.failed(2, outcome.reason);
      throw new PluginError('KILN_PLUGIN_UNAVAILABLE', plugin, {
        detail: `The plugin "${plugin}" did not end: ${outcome.reason}`,
        entry: entry,
      });
    case 'failed': {
      const { failure, error, cause } = outcome;
      if (isRefusalOfServer(cause)) breaker.left();
      else breaker.failed(weights[failure], `${entryText(entry)}: ${error.message}`.slice(0, 500));
      throw failedError(plugin, entry, failure, { thrown: error, cause });
    }
  }
}

/** The answers of a before-hook, one for each record. */
function checked(call: Call, value: Json, breaker: Breaker): Json {
  const { plugin, entry } = call;
  if (entry.kind !== 'hook' || !beforeHooks.has(entry.name)) return value;
  const count = batchSize(call);
  try {
    if (list(hookOutcomeShape, count)(value, '').length === count) return value;
    throw new ShapeError('', `an answer for each of ${count} records`);
  } catch (error) {
    if (!(error instanceof ShapeError)) throw error;
    breaker.failed(1, error.message);
    throw failedError(plugin, entry, 'misused', { thrown: { code: 'misused', message: error.message } });
  }
}

/** How many records a hook was called for; 1 for everything else. */
export function batchSize({ entry, args }: Call): number {
  return entry.kind === 'hook' && Array.isArray(args[0]) ? args[0].length : 1;
}

/** Only of records that were told of: the process says what it likes. */
function refusedIndex(call: Call, index: number | undefined): number | undefined {
  return call.entry.kind === 'hook' && index !== undefined && index < batchSize(call) ? index : undefined;
}

/**
 * A host call that the server refused, as it would have refused a client: the data are to blame, or the actor's rights.
 */
function isRefusalOfServer(cause: unknown): boolean {
  return cause instanceof KilnError && errorCodes[cause.code].status < 500;
}

function failedError(
  plugin: string,
  entry: Entry,
  failure: Failure,
  { thrown, cause }: { thrown: { code: string; message: string; stack?: string }; cause?: unknown },
): PluginError {
  const ownFault = failure === 'threw' || failure === 'misused';
  const detail = ownFault
    ? `The plugin "${plugin}" failed (${entryText(entry)}).`
    : `The plugin "${plugin}" was stopped (${entryText(entry)}): ${thrown.message}`;
  const code = ownFault ? 'KILN_PLUGIN_FAILED' : 'KILN_PLUGIN_LIMIT';
  return new PluginError(code, plugin, { detail, entry, failure, thrown, cause });
}

import { errorCodes } from '../../../errors/codes.ts';
import { KilnError } from '../../../errors/KilnError.ts';
import { isObject, type Json } from '../../../lib/json.ts';
import { createHost } from '../../../plugins/host/createHost.ts';
import { PluginError } from '../../../sandbox/PluginError.ts';
import type { StepCall, StepResult, StepRunner } from '../../engine/StepRunner.ts';
import { createOutputCheck } from '../createOutputCheck.ts';
import type { StepParts } from '../StepParts.ts';
import { answerCodeCall } from './answerCodeCall.ts';
import { createCodes } from './createCodes.ts';

/** Longest stack that is shown, in characters. */
const longestStack = 2_000;

/**
 * Runs TypeScript that was typed into the step, in the sandbox: output is what it gives. It has records alone, with the
 * rights of the run; its writes are one with its outcome.
 */
export function createCode({ codeSandbox }: Pick<StepParts, 'codeSandbox'>): StepRunner {
  const codes = createCodes(codeSandbox);
  const check = createOutputCheck();
  return {
    name: 'code',
    transactional: true,
    async run(call) {
      const { ctx, input, signal } = call;
      const host = createHost(ctx, answerCodeCall);
      let plugin = '';
      try {
        plugin = await codes.load(String(input.code));
        const output = await codeSandbox.call({
          plugin,
          entry: { kind: 'step', name: 'run' },
          args: [input.input ?? null],
          host: host.answer,
          context: contextOf(call),
          signal,
        });
        const errors = check(input.schema, output);
        const [first] = errors;
        if (!first) return { output };
        const message = `The code gives something else than the schema says: ${first.pointer || '/'} ${first.message}`;
        return { failed: { code: 'KILN_STEP_FAILED', message, data: { errors } } };
      } catch (error) {
        // What it says no to is a matter of the run's data: only what has to be stopped is kept from running again.
        if (error instanceof PluginError && error.failure === 'threw') codeSandbox.reset(plugin);
        return explained(error);
      } finally {
        await host.settled();
      }
    },
  };
}

function contextOf({ ctx: { actor, requestId }, idempotencyKey }: StepCall) {
  const { language, timeZone } = actor.facts;
  return {
    actor: { kind: actor.kind, id: actor.id, name: actor.name, roles: actor.roles },
    locale: typeof language === 'string' ? language : 'en',
    now: new Date().toISOString(),
    timeZone: typeof timeZone === 'string' ? timeZone : 'UTC',
    requestId,
    idempotencyKey,
    config: {},
    texts: {},
  };
}

/** What the code threw is shown: whoever sees runs may see what it is about. What it wrote is taken back. */
function explained(error: unknown): StepResult {
  if (!(error instanceof PluginError)) throw error;
  const { cause, thrown, failure } = error;
  if (cause instanceof KilnError && errorCodes[cause.code].status < 500) {
    const data = cause.errors.slice(0, 20).map(({ pointer, message }) => ({ pointer, message }));
    return { failed: { code: cause.code, message: cause.message, ...(data.length > 0 ? { data } : {}) } };
  }
  if (!thrown || error.code === 'KILN_PLUGIN_UNAVAILABLE' || error.code === 'KILN_PLUGIN_BUSY') {
    const { retryAfter } = error.extra;
    const message = error.message.replace(/The plugin "step-[0-9a-f]+"/, 'The code of this step');
    const afterMs = typeof retryAfter === 'number' ? retryAfter * 1_000 : 1_000;
    return { failed: { code: error.code, message }, retry: { afterMs } };
  }
  const ownFault = failure === 'threw' || failure === 'misused' || failure === undefined;
  const message = ownFault ? `${thrown.code}: ${thrown.message}` : `The code was stopped: ${thrown.message}`;
  const data: Json = thrown.stack === undefined ? null : { stack: thrown.stack.slice(0, longestStack) };
  return { failed: { code: 'KILN_STEP_FAILED', message, ...(isObject(data) ? { data } : {}) } };
}

import type { Ctx } from '../../context/types.ts';
import { errorCodes } from '../../errors/codes.ts';
import { KilnError } from '../../errors/KilnError.ts';
import { type Said, said } from '../../errors/said.ts';
import type { JsonObject } from '../../lib/json.ts';
import { adminRole } from '../../model/adminRole.ts';
import type { Callable, PluginModel } from '../../model/pluginTypes.ts';
import { callCallable } from '../../plugins/functions/callCallable.ts';
import type { StepResult, StepRunner } from '../engine/StepRunner.ts';
import { exampleOf } from './exampleOf.ts';
import { permanentFailure } from './permanentFailure.ts';
import type { StepParts } from './StepParts.ts';

/**
 * Calls a step or a function of a plugin, in the name of whom the run acts for, with the same idempotency key at each
 * try: output is what it gives.
 */
export function createPluginStep({ plugins }: Pick<StepParts, 'plugins'>): StepRunner {
  return {
    name: 'plugin',
    transactional: false,
    async run({ ctx, input, idempotencyKey, signal, effects }) {
      const { plugin, entry, callable } = find(ctx, input);
      const given = input.input ?? null;
      if (!effects) return { output: exampleOf(callable.output) };
      const options = { signal, idempotencyKey };
      try {
        return { output: await callCallable(plugins.parts, ctx, plugin, entry, callable, given, options) };
      } catch (error) {
        return refusalOf(error);
      }
    },
  };
}

interface Found {
  readonly plugin: PluginModel;
  readonly entry: { readonly kind: 'step' | 'function'; readonly name: string };
  readonly callable: Callable;
}

function find({ model, actor }: Ctx, input: JsonObject): Found {
  const id = String(input.plugin);
  const plugin = model.plugins.get(id);
  const kind = typeof input.step === 'string' ? 'step' : 'function';
  const name = String(input[kind] ?? '');
  const known = kind === 'step' ? plugin?.steps : plugin?.functions;
  const callable = known && Object.hasOwn(known, name) ? known[name] : undefined;
  if (!plugin || !callable) throw permanentFailure(missing(kind, name.slice(0, 60), id.slice(0, 60)));
  if (!plugin.enabled) {
    const detail = `${plugin.title} is switched off.`;
    throw new KilnError('KILN_PLUGIN_UNAVAILABLE', { detail, extra: { plugin: id } });
  }
  const mayCall = !callable.roles || [adminRole, ...callable.roles].some((role) => actor.roles.includes(role));
  if (!mayCall) throw new KilnError('KILN_FORBIDDEN', { detail: `${actor.name} may not call ${name}.` });
  return { plugin, entry: { kind, name }, callable };
}

/** What the plugin or the server refused is refused again; a plugin that is not well says when to come back. */
function refusalOf(error: unknown): StepResult {
  if (!(error instanceof KilnError)) throw error;
  const { code, message, errors, extra } = error;
  const data = errors.slice(0, 20).map(({ pointer, message: text }) => ({ pointer, message: text }));
  const failed = { code, message, ...(data.length > 0 ? { data } : {}) };
  if (errorCodes[code].status < 500) return { failed, retry: false };
  const { retryAfter } = extra;
  return { failed, ...(typeof retryAfter === 'number' ? { retry: { afterMs: retryAfter * 1_000 } } : {}) };
}

function missing(kind: 'step' | 'function', name: string, plugin: string): Said {
  return kind === 'step'
    ? said`There is no step '${name}' of a plugin '${plugin}'.`
    : said`There is no function '${name}' of a plugin '${plugin}'.`;
}

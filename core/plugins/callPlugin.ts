import type { Ctx } from '../context/types.ts';
import { causingWorkflow } from '../context/workflowCause.ts';
import { DbError } from '../db/DbError.ts';
import { KilnError } from '../errors/KilnError.ts';
import type { Json } from '../lib/json.ts';
import type { PluginModel } from '../model/pluginTypes.ts';
import { PluginError } from '../sandbox/PluginError.ts';
import { type Entry, entryText } from '../sandbox/protocol.ts';
import { answerHostCall } from './host/answerHostCall.ts';
import { createHost } from './host/createHost.ts';
import { letThrough } from './letThrough.ts';
import type { PluginCall, PluginParts } from './PluginParts.ts';

/** Hooks that led to hooks: deeper, they go in a circle. */
const deepest = 8;

/**
 * Calls a plugin. What it asks for runs in the transaction of `ctx`, if one is open, and has ended when this resolves
 * or rejects. Errors are those of Sandbox.call, and refusals of host calls that the plugin lets through, see
 * letThrough; failures are written to the plugin's log.
 */
export async function callPlugin(parts: PluginParts, ctx: Ctx, plugin: PluginModel, call: PluginCall): Promise<Json> {
  const { entry, args, idempotencyKey, signal } = call;
  const name = entryText(entry);
  const inner = ctx.causedBy(`${plugin.id} ${name}`).through('plugin');
  if (inner.causes.filter((cause) => causingWorkflow(cause) === undefined).length > deepest) {
    const error = circle(plugin, name, inner.causes);
    note(parts, inner, plugin, name, 'error', error);
    throw error;
  }
  const host = createHost(inner, (own, asked, ended) =>
    answerHostCall({ parts, ctx: own, plugin, entry: name, signal: ended }, asked),
  );
  const begun = performance.now();
  let failed = true;
  try {
    const result = await parts.sandbox.call({
      plugin: plugin.id,
      entry,
      args,
      context: await contextOf(parts, inner, plugin, idempotencyKey),
      host: host.answer,
      nested: isNested(ctx, entry),
      ...(signal ? { signal } : {}),
    });
    failed = false;
    return result;
  } catch (error) {
    const refusal = letThrough(error, plugin, entry);
    const thrown = refusal ?? ourOwn(error);
    failed = !refusal && !isRefusal(thrown);
    if (refusal) note(parts, inner, plugin, name, 'info', error);
    else if (failed && thrown === error) note(parts, inner, plugin, name, 'error', error);
    throw thrown;
  } finally {
    // Nothing of it may come after the transaction.
    await host.settled();
    parts.minutes.add(plugin.id, performance.now() - begun, failed);
  }
}

/**
 * Whether another call waits for this one, and so has a place already. What came through the queue waits for nobody.
 */
function isNested({ causes }: Ctx, { kind }: Entry): boolean {
  const last = causes.at(-1);
  const isCalled = last !== undefined && causingWorkflow(last) === undefined;
  return isCalled && (kind === 'hook' || kind === 'service');
}

async function contextOf(parts: PluginParts, ctx: Ctx, plugin: PluginModel, idempotencyKey: string | undefined) {
  const { actor, model, requestId } = ctx;
  const { language, timeZone } = actor.facts;
  const locale = typeof language === 'string' ? language : 'en';
  return {
    actor: { kind: actor.kind, id: actor.id, name: actor.name, roles: actor.roles },
    locale,
    now: new Date().toISOString(),
    timeZone: typeof timeZone === 'string' ? timeZone : 'UTC',
    requestId,
    ...(idempotencyKey === undefined ? {} : { idempotencyKey }),
    config: await parts.configs.of(plugin),
    texts: model.locales.get(locale)?.plugins[plugin.id]?.texts ?? noTexts,
  };
}

/** One object, so that it is sent once. */
const noTexts = Object.freeze({});

function circle(plugin: PluginModel, entry: string, causes: readonly string[]): KilnError {
  return new KilnError('KILN_PLUGIN_LIMIT', {
    detail: `Hooks and events lead to each other without an end: ${causes.join(' → ')}.`,
    extra: { plugin: plugin.id, entry, limit: 'depth' },
  });
}

function isRefusal(error: unknown): boolean {
  return error instanceof KilnError && error.code === 'KILN_INVALID';
}

function note(
  parts: PluginParts,
  ctx: Ctx,
  plugin: PluginModel,
  entry: string,
  level: 'info' | 'error',
  error: unknown,
): void {
  const thrown = error instanceof PluginError ? error.thrown : undefined;
  const told = error instanceof Error ? error.message : String(error);
  const message = thrown ? `${thrown.code}: ${thrown.message}` : told;
  const code = error instanceof KilnError ? error.code : 'KILN_INTERNAL';
  const stack = thrown?.stack === undefined ? {} : { stack: thrown.stack };
  const { requestId } = ctx;
  parts.lines.write({ plugin: plugin.id, level, entry, message, data: { code, ...stack }, requestId });
}

/**
 * What the database or the server itself could not do is no fault of the plugin, and whoever can tries again; hooks
 * that go in a circle are told as such by the first of them.
 */
function ourOwn(error: unknown): unknown {
  const cause = error instanceof KilnError ? error.cause : undefined;
  if (!(cause instanceof KilnError)) return error;
  const isCircle = cause.code === 'KILN_PLUGIN_LIMIT' && cause.extra.limit === 'depth';
  // A host that a plugin asked says which one it is.
  const isDown = cause.code === 'KILN_UNAVAILABLE' && cause.extra.host === undefined;
  return cause instanceof DbError || isDown || isCircle ? cause : error;
}

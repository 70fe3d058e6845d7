import type { PluginDefinition } from 'kiln:sdk';
import { isObject, type Json } from '../../lib/json.ts';
import type { Entry, HookOutcome } from '../protocol.ts';
import { frozen } from './frozen.ts';
import { Refusal } from './Refusal.ts';
import { RefusedRecord } from './RefusedRecord.ts';
import { toJson } from './toJson.ts';

/**
 * Before-hooks that wait at the same time for what they asked for. After-hooks share a transaction and come one by one.
 */
const together = 10;

type Handler = (...args: readonly unknown[]) => unknown;

/** Runs what was asked for. Rejects with whatever it threw. */
export async function runEntry(
  plugin: PluginDefinition,
  entry: Entry,
  ctx: object,
  args: readonly Json[],
): Promise<Json> {
  switch (entry.kind) {
    case 'hook':
      return runHook(handlerAt(plugin.hooks, entry.entity, entry.name), entry.name, ctx, args);
    case 'event':
      await handlerAt(plugin.events, entry.name)(ctx, frozen(args[0] ?? null));
      return null;
    case 'function':
      return toJson(await callable(plugin.functions, entry.name)(ctx, args[0] ?? null));
    case 'step':
      return toJson(await callable(plugin.steps, entry.name)(ctx, args[0] ?? null));
    case 'service':
      return toJson(await callable(plugin.services, entry.name)(ctx, args[0] ?? null));
    case 'job':
      await callable(plugin.jobs, entry.name)(ctx, args[0] ?? null);
      return null;
    case 'migration':
      await handlerAt(plugin.migrations, entry.version, entry.direction)(ctx);
      return null;
  }
}

async function runHook(hook: Handler, name: string, ctx: object, args: readonly Json[]): Promise<Json> {
  const [first = [], second = []] = args.map((arg) => (Array.isArray(arg) ? arg : []));
  const rows = first.map((value, index) => [frozen(value), frozen(second[index] ?? null)] as const);
  if (name === 'created' || name === 'updated' || name === 'deleted') {
    for (const [index, [value, other]] of rows.entries()) {
      try {
        await hook(ctx, value, other);
      } catch (error) {
        throw Refusal.read(error) ? new RefusedRecord(error, index) : error;
      }
    }
    return null;
  }
  const outcomes: HookOutcome[] = [];
  let next = 0;
  const work = async () => {
    for (let index = next++; index < rows.length; index = next++) {
      const [value, other] = rows[index] ?? [null, null];
      outcomes[index] = await outcomeOf(() => hook(ctx, value, other));
    }
  };
  await Promise.all(Array.from({ length: Math.min(together, rows.length) }, work));
  return toJson(outcomes);
}

async function outcomeOf(run: () => unknown): Promise<HookOutcome> {
  try {
    const values = toJson(await run());
    if (values !== null && !isObject(values))
      throw new TypeError('A hook answers an object with the values to change.');
    return { outcome: 'pass', values: values ?? {} };
  } catch (error) {
    const refusal = Refusal.read(error);
    if (!refusal) throw error;
    return { outcome: 'refuse', refusal };
  }
}

function callable(part: object | undefined, name: string): Handler {
  const found = memberOf(part, name);
  return typeof found === 'object' ? handlerAt(part, name, 'handler') : handlerAt(part, name);
}

function handlerAt(part: unknown, ...path: readonly string[]): Handler {
  let found = part;
  let owner = part;
  for (const name of path) {
    owner = found;
    found = memberOf(found, name);
  }
  if (!isHandler(found)) throw new ReferenceError(`The plugin has no "${path.join('.')}".`);
  const handler = found;
  return (...args) => Reflect.apply(handler, owner, args);
}

function memberOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? Reflect.get(value, name)
    : undefined;
}

function isHandler(value: unknown): value is Handler {
  return typeof value === 'function';
}

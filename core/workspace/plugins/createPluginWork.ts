import { randomUUID } from 'node:crypto';
import { createCtx } from '../../context/createCtx.ts';
import { noHooks } from '../../context/noHooks.ts';
import type { Ctx } from '../../context/types.ts';
import { PlanCache } from '../../db/PlanCache.ts';
import type { Tx } from '../../db/types.ts';
import { KilnError } from '../../errors/KilnError.ts';
import type { PluginModel } from '../../model/pluginTypes.ts';
import type { Reached } from '../../online/JobRun.ts';
import { isBusy } from '../../online/patiently.ts';
import { forgetPlugin } from '../../plugins/forgetPlugin.ts';
import { answerHostCall } from '../../plugins/host/answerHostCall.ts';
import { createHost } from '../../plugins/host/createHost.ts';
import type { PluginParts } from '../../plugins/PluginParts.ts';
import { pluginActor } from '../../plugins/pluginScope.ts';
import { PluginError } from '../../sandbox/PluginError.ts';
import type { Beside } from '../applyPlan.ts';
import { type BuiltModel, buildModel } from '../buildModel.ts';
import { makeLive } from '../makeLive.ts';
import type { Migrations, PluginWork } from './PluginWork.ts';
import { dropVersions, readCode, storeVersion } from './pluginStore.ts';

/** What a migration may use: it works on all records of a table, in one call. */
const migrationLimits = {
  cpuMs: 10 * 60_000,
  deadlineMs: 30 * 60_000,
  hostCalls: 1_000_000,
  hostBytes: 4 * 1024 * 1024 * 1024,
};

export function createPluginWork(parts: PluginParts, reached: Reached = () => undefined): (work: PluginWork) => Beside {
  return ({ plugin, store, migrate, forget }) => ({
    // Both ways of a migration see the model of the version that has it.
    async before(tx, { stored }) {
      if (migrate?.direction === 'down') await runMigrations(parts, tx, buildModel(stored.layers), migrate);
    },
    async after(tx, { next }) {
      if (store) await storeVersion(tx, store);
      if (migrate?.direction === 'up') await runMigrations(parts, tx, next, migrate);
      if (migrate) reached('plugin: migrated');
      if (!forget) return;
      await dropVersions(tx, plugin);
      await forgetPlugin(tx, plugin);
    },
  });
}

/** Runs them in the transaction, with the plugin's own rights; in an isolate beside that of the version that runs. */
async function runMigrations(
  parts: PluginParts,
  tx: Tx,
  built: BuiltModel,
  { direction, versions, code: source }: Migrations,
): Promise<void> {
  const plugin = built.model.plugins.get(source.plugin);
  const code = await readCode(tx, source);
  if (!plugin || !code) {
    throw new KilnError('KILN_CONFLICT', {
      detail: `The code of ${source.plugin} ${source.version} is not kept here.`,
    });
  }
  const { sandbox } = parts;
  const beside = `${source.plugin}@${source.version} ${randomUUID().slice(0, 8)}`;
  await sandbox.load({ ...code, plugin: beside }, { ...plugin.limits, ...migrationLimits }, plugin.isolation);
  try {
    await within(parts, tx, built, plugin, async (ctx) => {
      for (const version of versions) {
        const entry = { kind: 'migration', version, direction } as const;
        const name = `migration ${version} ${direction}`;
        const host = createHost(ctx, (own, asked, signal) =>
          answerHostCall({ parts, ctx: own, plugin, entry: name, signal }, asked),
        );
        try {
          await sandbox.call({
            plugin: beside,
            entry,
            args: [],
            host: host.answer,
            limits: migrationLimits,
            context: {
              actor: { kind: 'plugin', id: ctx.actor.id, name: ctx.actor.name, roles: [] },
              locale: 'en',
              now: new Date().toISOString(),
              timeZone: 'UTC',
              requestId: ctx.requestId,
              config: await parts.configs.of(plugin),
              texts: {},
            },
          });
        } catch (error) {
          throw explain(error, plugin, version, direction);
        } finally {
          await host.settled();
        }
      }
    });
  } finally {
    await sandbox.unload(beside);
  }
}

/** A context of the plugin itself, inside the transaction of the change and under the model of its version. */
function within(
  { db, vault, log, ctx: current }: PluginParts,
  tx: Tx,
  built: BuiltModel,
  plugin: PluginModel,
  f: (ctx: Ctx) => Promise<void>,
): Promise<void> {
  const id = randomUUID();
  const live = { ...makeLive(built, 0, [], noHooks), plans: new PlanCache(`plugin ${id}`) };
  const actor = pluginActor(plugin);
  const requestId = `migration-${id}`;
  const { trail } = current(actor, requestId);
  // Whoever looks at records hears of the new model, and reads all of them again.
  const onChange = () => undefined;
  const joined = { ...db, withTx: <T>(work: (open: Tx) => Promise<T>) => work(tx) };
  return createCtx({ live, db: joined, vault, actor, log, requestId, trail, via: 'plugin', onChange }).inTx(f);
}

function explain(error: unknown, { id }: PluginModel, version: string, direction: string): unknown {
  if (!(error instanceof KilnError)) return error;
  // The change is tried again.
  if (isBusy(error.cause)) return error.cause;
  const { errors, cause } = error;
  const thrown = error instanceof PluginError ? error.thrown : undefined;
  const reason = thrown?.message ?? error.message;
  const detail = `The migration ${version} ${direction} of ${id} failed, and nothing was changed: ${reason}`;
  const stack = thrown?.stack === undefined ? {} : { stack: thrown.stack };
  return new KilnError('KILN_CONFLICT', {
    detail,
    errors,
    extra: { plugin: id, migration: version, direction, ...stack },
    cause,
  });
}

import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import semver from 'semver';
import { kilnVersion } from '../../config/kilnVersion.ts';
import type { Db } from '../../db/types.ts';
import { KilnError } from '../../errors/KilnError.ts';
import type { PluginModel } from '../../model/pluginTypes.ts';
import type { Model } from '../../model/types.ts';
import type { Sandbox } from '../../sandbox/Sandbox.ts';
import { readCode } from './pluginStore.ts';

/** Keeps the code of the plugins of the current model in the sandbox of this process. */
export interface PluginLoader {
  /**
   * Loads what the model needs and is not there yet. Resolves to what remains to be done once the model is current:
   * unload what nobody needs then. A plugin that cannot be loaded stops nobody else, and is tried again now and then.
   */
  follow(model: Model): Promise<() => void>;
  /** Why a plugin does not run here; undefined: it does, or is not to. */
  problem(plugin: string): KilnError | undefined;
  close(): void;
}

/** Isolates that are made at the same time. */
const atOnce = 4;
/** How long a new model waits for plugins, in milliseconds: they come after it where the sandbox is not well. */
const patienceMs = 10_000;
const retryMs = 30_000;

interface Failure {
  /** Of what could not be loaded. */
  readonly key: string;
  readonly problem: KilnError;
}

export function createPluginLoader(db: Db, sandbox: Sandbox, log: Logger): PluginLoader {
  let wanted: ReadonlyMap<string, PluginModel> = new Map();
  /** What is loaded, by plugin: its key. */
  const loaded = new Map<string, string>();
  const failures = new Map<string, Failure>();

  async function load(plugin: PluginModel): Promise<void> {
    const { id } = plugin;
    try {
      await loadCode(db, sandbox, plugin);
      loaded.set(id, keyOf(plugin));
      failures.delete(id);
    } catch (error) {
      failures.set(id, { key: keyOf(plugin), problem: asProblem(error) });
      log.error({ err: error, plugin: id }, 'the plugin cannot be loaded');
      // Code of another version is not what the model means.
      unload(id);
    }
  }

  function unload(id: string): void {
    if (!loaded.delete(id)) return;
    sandbox.unload(id).catch((error: unknown) => log.error({ err: error, plugin: id }, 'cannot unload'));
  }

  async function loadAll(plugins: readonly PluginModel[]): Promise<void> {
    const next = plugins.values();
    const work = async (): Promise<void> => {
      for (const plugin of next) await load(plugin);
    };
    await Promise.all(Array.from({ length: atOnce }, work));
  }

  const timer = setInterval(() => {
    void loadAll([...wanted.values()].filter(({ id }) => failures.get(id)?.problem.code === 'KILN_PLUGIN_UNAVAILABLE'));
  }, retryMs);
  timer.unref();

  return {
    async follow({ plugins }) {
      wanted = new Map([...plugins].filter(([, { enabled }]) => enabled));
      const missing = [...wanted.values()].filter(
        (plugin) => loaded.get(plugin.id) !== keyOf(plugin) && failures.get(plugin.id)?.key !== keyOf(plugin),
      );
      const stop = new AbortController();
      const late = sleep(patienceMs, undefined, { signal: stop.signal, ref: false }).catch(() => undefined);
      await Promise.race([loadAll(missing), late]);
      stop.abort();
      return () => {
        for (const id of failures.keys()) if (!plugins.get(id)?.enabled) failures.delete(id);
        for (const id of [...loaded.keys()]) if (!plugins.get(id)?.enabled) unload(id);
      };
    },
    problem: (plugin) => failures.get(plugin)?.problem,
    close: () => clearInterval(timer),
  };
}

async function loadCode(db: Db, sandbox: Sandbox, plugin: PluginModel): Promise<void> {
  const { id, version, code: hash, limits, isolation, kiln } = plugin;
  // Kiln may be another than when it was installed.
  if (!semver.satisfies(kilnVersion, kiln, { includePrerelease: true })) {
    throw unavailable(`It is made for Kiln ${kiln}; this is ${kilnVersion}.`);
  }
  const code = await readCode(db, { plugin: id, version, hash });
  if (!code) throw unavailable('Its code is not kept here.');
  await sandbox.load(code, limits, isolation);
}

function keyOf({ version, code, isolation, limits }: PluginModel): string {
  return JSON.stringify([version, code, isolation, limits]);
}

function unavailable(detail: string): KilnError {
  return new KilnError('KILN_PLUGIN_UNAVAILABLE', { detail });
}

function asProblem(error: unknown): KilnError {
  return error instanceof KilnError ? error : new KilnError('KILN_INTERNAL', { cause: error });
}

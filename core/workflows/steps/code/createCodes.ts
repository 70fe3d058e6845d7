import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { PluginLimits } from '../../../model/pluginTypes.ts';
import type { Sandbox } from '../../../sandbox/Sandbox.ts';
import { bundleStep } from './bundleStep.ts';

/** As those of plugins by default, with more time: nobody waits for an answer. */
const codeLimits: PluginLimits = {
  memoryMb: 64,
  cpuMs: 1_000,
  deadlineMs: 10_000,
  hostCalls: 200,
  hostBytes: 4 * 1024 * 1024,
  concurrency: 10,
};

/** Isolates at a time, each of some megabytes. */
const most = 30;

/** Codes of steps that are in the sandbox; those that nobody has used lately leave it. */
export interface Codes {
  /** Resolves, once it is loaded, to the name under which it is called. Throws KILN_STEP_FAILED, KILN_PLUGIN_… */
  load(source: string): Promise<string>;
}

export function createCodes(sandbox: Sandbox): Codes {
  const loaded = new LRUCache<string, Promise<string>>({
    max: most,
    dispose: (name) => {
      // What could not be loaded has nothing to be unloaded.
      name.then(
        (id) => sandbox.unload(id),
        () => undefined,
      );
    },
  });

  async function loadNow(source: string): Promise<string> {
    const code = await bundleStep(source);
    // Whoever may publish workflows wrote all of them: an isolate each, and one process without any plugin.
    await sandbox.load(code, codeLimits, 'shared');
    return code.plugin;
  }

  return {
    load(source) {
      const key = createHash('sha256').update(source).digest('hex');
      const known = loaded.get(key);
      if (known) return known;
      const loading = loadNow(source);
      loaded.set(key, loading);
      loading.catch(() => {
        if (loaded.peek(key) === loading) loaded.delete(key);
      });
      return loading;
    },
  };
}

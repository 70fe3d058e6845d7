import type { Logger } from 'pino';
import { type ChildCommand, childCommand } from './childCommand.ts';
import { createChildren } from './createChildren.ts';
import { createHouse } from './createHouse.ts';
import { createTenant, type Tenant } from './createTenant.ts';
import { PluginError } from './PluginError.ts';
import type { Sandbox } from './Sandbox.ts';

interface SandboxOptions {
  readonly log: Logger;
  /** How a child is started; absent: as this machine needs it. */
  readonly command?: () => Promise<ChildCommand>;
}

/** Starts nothing: the first plugin does. */
export function createSandbox({ log, command = childCommand }: SandboxOptions): Sandbox {
  const children = createChildren(log, command);
  const house = createHouse(children);
  const tenants = new Map<string, Tenant>();
  /** By plugin: one change of its code after the other. */
  const turns = new Map<string, Promise<unknown>>();
  let closed = false;

  function inTurn<T>(plugin: string, work: () => Promise<T>): Promise<T> {
    const turn = (turns.get(plugin) ?? Promise.resolve()).catch(() => undefined).then(work);
    turns.set(plugin, turn);
    const done = () => {
      if (turns.get(plugin) === turn) turns.delete(plugin);
    };
    turn.then(done, done);
    return turn;
  }

  return {
    load(code, limits, isolation) {
      return inTurn(code.plugin, async () => {
        if (closed) throw unavailable(code.plugin, 'The sandbox is closed.');
        const before = tenants.get(code.plugin);
        const next = await createTenant({ house, code, limits, isolation, log, counts: before?.counts });
        tenants.set(code.plugin, next);
        await before?.leave();
      });
    },
    unload(plugin) {
      return inTurn(plugin, async () => {
        const tenant = tenants.get(plugin);
        tenants.delete(plugin);
        await tenant?.leave();
      });
    },
    describe: (code) => house.describe(code),
    async call(call) {
      const tenant = closed ? undefined : tenants.get(call.plugin);
      if (!tenant) throw unavailable(call.plugin, 'It is not loaded.');
      return tenant.call(call);
    },
    async probe() {
      if (!closed && children.running + children.spare === 0) await children.warm();
      return children.state;
    },
    get state() {
      return children.state;
    },
    stats: () => [...tenants.values()].map((tenant) => tenant.stats()),
    processes: () => ({
      running: children.running,
      spare: children.spare,
      deaths: children.deaths,
      rssBytes: children.rssBytes,
    }),
    reset: (plugin) => tenants.get(plugin)?.reset(),
    async close() {
      closed = true;
      await children.close();
    },
  };
}

function unavailable(plugin: string, reason: string): PluginError {
  return new PluginError('KILN_PLUGIN_UNAVAILABLE', plugin, {
    detail: `The plugin "${plugin}" is not available: ${reason}`,
  });
}

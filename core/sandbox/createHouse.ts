import { createLimiter } from '../lib/createLimiter.ts';
import type { Provides } from '../model/pluginTypes.ts';
import type { Children } from './createChildren.ts';
import { createProcess, type Owner, type Placement, type Process, ProcessLost } from './createProcess.ts';
import { PluginError } from './PluginError.ts';
import type { PluginCode } from './Sandbox.ts';
import type { Child } from './startChild.ts';

/** Which plugin runs in which process: those that are trusted together, others by themselves. */
export interface House {
  /** Loads the code in the process of all, or in one of its own, which ends with the placement. */
  place(code: PluginCode, memoryMb: number, isolation: 'shared' | 'own', owner: Owner): Promise<Placement>;
  describe(code: PluginCode): Promise<Provides>;
}

/** Megabytes for code that shall only say what it has. */
const describeMb = 64;
const nobody: Owner = { gone: () => undefined, blamed: () => undefined };

export function createHouse(children: Children): House {
  let shared: Process | undefined;
  // So that several plugins at the same time open one process.
  const inOrder = createLimiter(1);

  async function open(plugin: string): Promise<{ child: Child; process: Process }> {
    let child: Child;
    try {
      child = await children.take();
    } catch (cause) {
      const reason = cause instanceof Error ? cause.message : String(cause);
      throw new PluginError('KILN_PLUGIN_UNAVAILABLE', plugin, {
        detail: `The sandbox cannot be started: ${reason}`,
        cause,
      });
    }
    return { child, process: createProcess(child, () => children.died(child)) };
  }

  async function openShared(plugin: string): Promise<Process> {
    if (!shared?.alive) shared = (await open(plugin)).process;
    return shared;
  }

  async function placeOnce(...[code, memoryMb, isolation, owner]: Parameters<House['place']>): Promise<Placement> {
    if (isolation === 'shared') {
      const process = await inOrder(() => openShared(code.plugin));
      return process.load(code, memoryMb, owner);
    }
    const { child, process } = await open(code.plugin);
    try {
      const placement = await process.load(code, memoryMb, {
        blamed: owner.blamed,
        gone(reason, withProcess) {
          if (!withProcess) void children.end(child);
          owner.gone(reason, withProcess);
        },
      });
      return {
        get provides() {
          return placement.provides;
        },
        get alive() {
          return placement.alive;
        },
        get memoryBytes() {
          return placement.memoryBytes;
        },
        start: placement.start,
        unload() {
          placement.unload();
          void children.end(child);
        },
      };
    } catch (error) {
      await children.end(child);
      throw error;
    }
  }

  return {
    async place(...options) {
      try {
        return await placeOnce(...options);
      } catch (error) {
        // Others brought the process down.
        if (error instanceof ProcessLost && !error.guilty) return placeOnce(...options);
        throw error;
      }
    },
    async describe(code) {
      const { child, process } = await open(code.plugin);
      try {
        return (await process.load(code, describeMb, nobody)).provides;
      } finally {
        await children.end(child);
      }
    },
  };
}

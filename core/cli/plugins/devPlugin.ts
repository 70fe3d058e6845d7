import { type FSWatcher, readdirSync, watch } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import colors from 'picocolors';
import { kilnVersion } from '../../config/kilnVersion.ts';
import type { Config } from '../../config/readConfig.ts';
import { openFolder } from '../../plugins/package/openPackage.ts';
import type { Command } from '../command.ts';
import { stopSignal } from '../stopSignal.ts';
import { print, printError, printProgress } from '../terminal.ts';
import { type LocalPlugins, localPlugins } from './localPlugins.ts';
import type { PluginTarget } from './PluginTarget.ts';
import { definitionsOf, shown, writePluginTypes } from './pluginTypes.ts';
import { printChange } from './printChange.ts';

/** Editors save in several steps. */
const settleMs = 60;
/** How often is looked for new lines of the log. */
const logMs = 500;

export const devPluginCommand: Command = {
  usage: 'plugin dev [folder]',
  summary:
    'install a plugin from its folder beside the server that runs here, with what it asks for, and again with each change that is saved',
  async run({ args, config: readConfig }) {
    const { positionals } = parseArgs({ args: [...args], allowPositionals: true, options: {} });
    const folder = resolve(positionals[0] ?? '');
    const config = readConfig();
    const stopped = stopSignal();
    await openFolder(folder, { kilnVersion });
    const target = await localPlugins(config, printProgress);
    try {
      const reload = createReload(target, folder, config);
      await reload();
      print(colors.dim(`\nWatching ${shown(folder)}. Stop with Ctrl+C.`));
      const stop = watchFolder(folder, reload);
      const stopLog = await followLog(target);
      await stopped;
      stop();
      stopLog();
      return 0;
    } finally {
      await target.close();
    }
  },
};

/** Installs what the folder says now. What is wrong with it is told, and the version before goes on. */
function createReload(target: PluginTarget, folder: string, { definitions, plugins }: Config): () => Promise<void> {
  let last = '';
  return async () => {
    const begun = performance.now();
    try {
      const change = await target.change({ folder });
      const { sha256 } = change.integrity;
      if (sha256 === last) return;
      if (last === '' || change.raised.length > 0) printChange(change);
      await target.change({ folder }, sha256);
      last = sha256;
      const ms = Math.round(performance.now() - begun);
      print(`${colors.green('✓')} ${change.plugin} ${change.to} ${colors.dim(`(${ms} ms)`)}`);
      await writePluginTypes(folder, definitions, await definitionsOf(folder, plugins.folder));
    } catch (error) {
      printError(error);
    }
  };
}

/** Prints what plugins log, whichever process they run in. Returns the undo. */
async function followLog(target: LocalPlugins): Promise<() => void> {
  const [last] = await target.lines(undefined);
  let after = last?.id ?? '0';
  let reading = false;
  const look = async (): Promise<void> => {
    if (reading) return;
    reading = true;
    try {
      for (const { id, level, entry, message } of await target.lines(after)) {
        print(`${(paint[level] ?? colors.dim)(level.padEnd(5))} ${entry} ${message}`);
        after = id;
      }
    } catch (error) {
      printError(error);
    } finally {
      reading = false;
    }
  };
  const timer = setInterval(() => void look(), logMs);
  return () => clearInterval(timer);
}

const paint: Readonly<Record<string, (text: string) => string>> = { warn: colors.yellow, error: colors.red };

/** Calls back after changes, one at a time. Returns the undo. */
function watchFolder(folder: string, changed: () => Promise<void>): () => void {
  const watchers = new Map<string, FSWatcher>();
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> = Promise.resolve();
  // A watched folder tells of its files whatever an editor does to save them; watched files do not.
  const look = (): void => {
    const folders = new Set(foldersIn(folder));
    for (const [path, watcher] of watchers) {
      if (folders.has(path)) continue;
      watcher.close();
      watchers.delete(path);
    }
    for (const path of folders) if (!watchers.has(path)) watchers.set(path, watch(path, soon));
  };
  function soon(): void {
    clearTimeout(timer);
    timer = setTimeout(() => {
      look();
      running = running.then(changed);
    }, settleMs);
  }
  look();
  return () => {
    clearTimeout(timer);
    for (const watcher of watchers.values()) watcher.close();
  };
}

function foldersIn(folder: string): string[] {
  const own = readdirSync(folder, { withFileTypes: true }).filter(
    (entry) => entry.isDirectory() && !/^(node_modules|types|\..*)$/.test(entry.name),
  );
  return [folder, ...own.flatMap(({ name }) => foldersIn(join(folder, name)))];
}

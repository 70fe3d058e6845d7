import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

/** How a child is started: Node with nothing allowed but to read its own code and to load the one addon. */
export interface ChildCommand {
  readonly file: string;
  readonly args: readonly string[];
  /** Absent: code that broke out of its isolate reaches what the machine reaches. */
  readonly network?: 'none';
}

/** The user `nobody`, whom no file of anybody's belongs to. */
const nobody = 65_534;

/** Megabytes of the heap that the process itself has; isolates have heaps of their own. */
const heapMb = 256;

/** Throws when isolated-vm is not installed for this machine. */
export async function childCommand(): Promise<ChildCommand> {
  const wrapper = await withoutNetwork();
  const [file = process.execPath, ...prefix] = [...wrapper, process.execPath];
  return { file, args: [...prefix, ...nodeArgs()], ...(wrapper.length > 0 ? { network: 'none' } : {}) };
}

function nodeArgs(): string[] {
  const addon = addonPath();
  const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
  const own = ['frames.ts', 'outbox.ts', 'protocol.ts', 'shape.ts'].map(here);
  const readable = [addon, here('process/*'), ...own];
  // Node looks there whether a file is a module.
  const shared = [here('../lib/json.ts'), here('../package.json')];
  return [
    '--permission',
    '--allow-addons',
    ...[...readable, ...shared].map((path) => `--allow-fs-read=${path}`),
    // isolated-vm does not work with the snapshot that Node starts from.
    '--no-node-snapshot',
    // What a plugin leaves behind is cleared away on its own thread, in time that is the plugin's.
    '--single-threaded-gc',
    '--no-warnings',
    '--disable-sigusr1',
    `--max-old-space-size=${heapMb}`,
    here('process/main.ts'),
    addon,
    // The child becomes somebody else once it has read its files, so these may lie where only root can go.
    ...(process.getuid?.() === 0 ? [String(nobody), String(nobody)] : []),
  ];
}

/** isolated-vm itself is never loaded here: a fault of its native code must not be the server's. */
function addonPath(): string {
  const entry = createRequire(import.meta.url).resolve('isolated-vm');
  const nodeGypBuild: { path(folder: string): string } = createRequire(entry)('node-gyp-build');
  return nodeGypBuild.path(dirname(entry));
}

/**
 * What starts a program in a namespace of its own that has no network, on Linux where that is allowed: to root, and to
 * others where the system has user namespaces. Node's permissions know nothing of the network before version 25.
 */
async function withoutNetwork(): Promise<readonly string[]> {
  if (process.platform !== 'linux') return [];
  const flags = process.getuid?.() === 0 ? ['--net'] : ['--user', '--net'];
  for (const unshare of ['/usr/bin/unshare', '/bin/unshare']) {
    try {
      await promisify(execFile)(unshare, [...flags, 'true'], { env: { PATH: '/usr/bin:/bin' } });
      return [unshare, ...flags];
    } catch {
      // It is not there, or not allowed: `network` tells.
    }
  }
  return [];
}

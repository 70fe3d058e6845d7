import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { transform } from 'esbuild';
import { pino } from 'pino';
import type { Json } from '../lib/json.ts';
import type { PluginLimits } from '../model/pluginTypes.ts';
import type { ChildCommand } from './childCommand.ts';
import { createSandbox } from './createSandbox.ts';
import type { HostCall } from './protocol.ts';
import type { Call, CallContext, PluginCode, Sandbox } from './Sandbox.ts';

export const defaultLimits: PluginLimits = {
  memoryMb: 64,
  cpuMs: 200,
  deadlineMs: 2_000,
  hostCalls: 200,
  hostBytes: 4 * 1024 * 1024,
  concurrency: 20,
};

export const context: CallContext = {
  actor: { kind: 'user', id: '0190a000-0000-7000-8000-000000000001', name: 'Ada', roles: ['salesperson'] },
  locale: 'en',
  now: '2026-03-01T08:00:00.000Z',
  timeZone: 'Europe/Berlin',
  requestId: 'request-1',
  config: {},
  texts: {},
};

/** Code of a plugin from TypeScript that is one file, `src/index.ts`. */
export async function pluginCode(source: string, plugin = 'test'): Promise<PluginCode> {
  const { code: bundle, map } = await transform(source, {
    loader: 'ts',
    format: 'cjs',
    target: 'es2024',
    sourcemap: 'external',
    sourcesContent: false,
    sourcefile: 'src/index.ts',
    tsconfigRaw: '{}',
  });
  const hash = createHash('sha256').update(bundle).digest('hex');
  return { plugin, version: '1.0.0', hash, bundle, sourceMap: map };
}

/** Code with functions: the body of each gets `ctx` and `input`. */
export function functionsCode(
  functions: Readonly<Record<string, string>>,
  plugin?: string,
  head = '',
): Promise<PluginCode> {
  const members = Object.entries(functions).map(([name, body]) => `async ${name}(ctx: any, input: any) {${body}}`);
  const imports = `import { cel, definePlugin, HostError, refuse, Refusal } from 'kiln:sdk';`;
  return pluginCode(
    `${imports}\n${head}\nexport default definePlugin({ functions: { ${members.join(',\n')} } });`,
    plugin,
  );
}

export interface TestSandbox extends Sandbox {
  /** Loads functions as a plugin. */
  use(functions: Readonly<Record<string, string>>, options?: UseOptions): Promise<void>;
  /** Calls a function. */
  run(name: string, input?: Json, options?: Partial<Call>): Promise<Json>;
  /** Host calls, which are answered with null. */
  readonly heard: HostCall[];
  /** Ids of the children that run. */
  pids(): Promise<number[]>;
}

interface UseOptions {
  readonly plugin?: string;
  readonly limits?: Partial<PluginLimits>;
  readonly isolation?: 'shared' | 'own';
  readonly head?: string;
}

export function createTestSandbox(command?: () => Promise<ChildCommand>): TestSandbox {
  const sandbox = createSandbox({ log: pino({ level: 'silent' }), ...(command ? { command } : {}) });
  const heard: HostCall[] = [];
  return {
    ...sandbox,
    get state() {
      return sandbox.state;
    },
    heard,
    pids: childPids,
    async use(functions, { plugin = 'test', limits = {}, isolation = 'shared', head = '' } = {}) {
      const code = await functionsCode(functions, plugin, head);
      await sandbox.load(code, { ...defaultLimits, ...limits }, isolation);
    },
    run: (name, input = null, options = {}) =>
      sandbox.call({
        plugin: 'test',
        entry: { kind: 'function', name },
        args: [input],
        context,
        host: async (call) => {
          heard.push(call);
          return null;
        },
        ...options,
      }),
  };
}

/** Of this process. */
async function childPids(): Promise<number[]> {
  const { stdout } = await promisify(execFile)('ps', ['-o', 'pid=,args=', '--ppid', String(process.pid)]);
  return stdout
    .split('\n')
    .filter((line) => line.includes('sandbox/process/main.ts'))
    .map((line) => Number.parseInt(line, 10));
}

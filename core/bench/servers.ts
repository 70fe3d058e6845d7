import { type ChildProcess, fork } from 'node:child_process';
import { createServer } from 'node:net';
import { delimiter } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { adminToken, asAdmin } from '../testing/asAdmin.ts';

export interface RunningServer {
  readonly url: string;
  /** Of whoever asks: of Kiln the administrator's; the floor does not ask. */
  readonly headers: Readonly<Record<string, string>>;
  readonly pid: number;
  /** milliseconds from spawn to the first good answer */
  readonly startMs: number;
  stop(): Promise<void>;
}

const file = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export async function startFloor(databaseUrl: string): Promise<RunningServer> {
  const port = await freePort();
  const child = fork(file('floor/server.ts'), [databaseUrl, String(port)], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  return ready(child, `http://127.0.0.1:${port}`, '/contact/aggregate', {});
}

/** The memory limits that `npm start` gives to Node. */
const memoryFlags = ['--max-semi-space-size=8', '--max-old-space-size=1024'];

/** Kiln as `npm start` runs it, on the benchmark's definitions and further folders of them. */
export async function startKiln(
  databaseUrl: string,
  dataFolder: string,
  more: readonly string[] = [],
): Promise<RunningServer> {
  const port = await freePort();
  const child = fork(file('../main.ts'), ['--no-build'], {
    execArgv: memoryFlags,
    env: {
      ...process.env,
      NODE_ENV: 'production',
      PORT: String(port),
      DATABASE_URL: databaseUrl,
      KILN_DATA: dataFolder,
      KILN_DEFINITIONS: [file('definitions'), ...more].join(delimiter),
      KILN_ADMIN_TOKEN: adminToken,
      LOG_LEVEL: 'warn',
    },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  return ready(child, `http://127.0.0.1:${port}`, '/readyz', asAdmin);
}

async function ready(
  child: ChildProcess,
  url: string,
  path: string,
  headers: RunningServer['headers'],
): Promise<RunningServer> {
  const started = performance.now();
  for (;;) {
    if (child.exitCode !== null) throw new Error(`${url} exited with ${child.exitCode}`);
    const ok = await fetch(`${url}${path}`).then(
      (answer) => answer.ok,
      () => false,
    );
    if (ok) break;
    if (performance.now() - started > 120_000) throw new Error(`${url} did not start`);
    await sleep(20);
  }
  return {
    url,
    headers,
    pid: child.pid ?? 0,
    startMs: performance.now() - started,
    stop: () =>
      new Promise((resolve) => {
        if (child.exitCode !== null || child.signalCode !== null) return resolve();
        child.once('exit', () => resolve());
        child.kill('SIGTERM');
      }),
  };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address ? address.port : 0;
}

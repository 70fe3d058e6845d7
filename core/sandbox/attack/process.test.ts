import { type ChildProcess, execFile, fork, spawn } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, expect, test } from 'vitest';
import { childCommand } from '../childCommand.ts';
import { createTestSandbox } from '../sandbox.testing.ts';

/**
 * THREAT: code that has broken out of its isolate owns the process around it. That process has nothing to give: no
 * environment, no files, no programs, no threads, no privileges. If one of these fails, investigate before changing the
 * test.
 */
const run = promisify(execFile);
const folder = await mkdtemp(join(tmpdir(), 'kiln probe '));
afterAll(() => rm(folder, { recursive: true }));

/** Runs code with everything that a child is started with, instead of the child's own. */
async function probe(code: string): Promise<unknown> {
  const file = join(folder, 'probe.mjs');
  await writeFile(file, code, { mode: 0o644 });
  const { file: node, args } = await childCommand();
  const own = args.findIndex((arg) => arg.endsWith('process/main.ts'));
  const { stdout } = await run(node, [...args.slice(0, own), `--allow-fs-read=${file}`, file], { env: {}, cwd: '/' });
  return JSON.parse(stdout);
}

test('a child reads no files but its own code, and writes none', async () => {
  const attempts = `
    import { readFileSync, writeFileSync, readdirSync, openSync, symlinkSync } from 'node:fs';
    const attempt = (f) => { try { f(); return 'done'; } catch (error) { return error.code; } };
    console.log(JSON.stringify([
      ...['/etc/passwd', '/proc/self/environ', '/proc/1/environ', ${JSON.stringify(join(process.cwd(), 'package.json'))}, ${JSON.stringify(join(process.cwd(), '.kiln'))}, '/root'].map((path) => attempt(() => readFileSync(path))),
      attempt(() => readdirSync('/')), attempt(() => writeFileSync('/tmp/kiln-probe', 'x')), attempt(() => openSync('/dev/null', 'w')), attempt(() => symlinkSync('/etc/passwd', '/tmp/kiln-link')),
    ]));`;
  expect(await probe(attempts)).toEqual(Array(10).fill('ERR_ACCESS_DENIED'));
});

test('a child starts no programs, no threads and no debugger, and loads no WASI', async () => {
  const attempts = `
    import { spawnSync, execFileSync, fork } from 'node:child_process';
    import { Worker } from 'node:worker_threads';
    import { open } from 'node:inspector';
    const attempt = (f) => { try { const result = f(); return result?.error?.code ?? 'done'; } catch (error) { return error.code; } };
    console.log(JSON.stringify([
      attempt(() => spawnSync('/bin/true')), attempt(() => execFileSync('/bin/true')), attempt(() => fork('/bin/true')),
      attempt(() => new Worker('1', { eval: true })), attempt(() => open(0)), attempt(() => process.binding('spawn_sync')),
    ]));`;
  const results = await probe(attempts);
  expect(results).toEqual(Array(6).fill(expect.stringMatching(/^ERR_(ACCESS_DENIED|INVALID_MODULE|INSPECTOR_)/)));
});

test.runIf((await childCommand()).file !== process.execPath)('a child has no network', async () => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : 0;
  const attempts = `
    import { connect } from 'node:net';
    import { networkInterfaces } from 'node:os';
    const attempt = (host, port) => new Promise((resolve) => connect(port, host).on('connect', () => resolve('connected')).on('error', (error) => resolve(error.code)));
    console.log(JSON.stringify([await attempt('127.0.0.1', ${port}), await attempt('1.1.1.1', 443), Object.keys(networkInterfaces())]));
    process.exit();`;
  const results = await probe(attempts);
  server.close();
  expect(results).toEqual(['ENETUNREACH', 'ENETUNREACH', []]);
});

test.runIf(process.platform === 'linux')('a child has no environment, and is nobody', async () => {
  const sandbox = createTestSandbox();
  await sandbox.use({ one: 'return 1;' });
  const [pid] = await sandbox.pids();
  const environment = await readFile(`/proc/${pid}/environ`, 'utf8');
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  const descriptors = await run('ls', ['-l', `/proc/${pid}/fd`]);
  await sandbox.close();
  expect(environment).toBe('');
  if (process.getuid?.() === 0) {
    expect(status).toMatch(/^Uid:\t65534\t65534\t65534\t65534$/m);
    expect(status).toMatch(/^Gid:\t65534\t65534\t65534\t65534$/m);
    expect(status).toMatch(/^Groups:\t65534 $/m);
    expect(status).toMatch(/^CapEff:\t0+$/m);
  }
  // No file, database connection or listening socket of the server: only its pipes, and what Node itself opens.
  expect(descriptors.stdout).not.toMatch(/ -> \/(?!dev\/null)/);
});

test('what the server has open is not handed down', async () => {
  const listening = createServer();
  await new Promise<void>((resolve) => listening.listen(0, '127.0.0.1', resolve));
  const sandbox = createTestSandbox();
  await sandbox.use({ one: 'return 1;' });
  const [pid] = await sandbox.pids();
  const { stdout } = await run('ls', ['-l', `/proc/${pid}/fd`]);
  await sandbox.close();
  listening.close();
  expect(stdout.match(/socket:/g)?.length ?? 0).toBeLessThanOrEqual(3);
});

test('a child ends when its server is killed', async () => {
  const script = join(folder, 'server.mjs');
  const testing = new URL('../sandbox.testing.ts', import.meta.url).href;
  await writeFile(
    script,
    `import { createTestSandbox } from ${JSON.stringify(testing)};
     const sandbox = createTestSandbox();
     await sandbox.use({ spin: 'for (;;);', one: 'return 1;' }, { limits: { cpuMs: 60_000, deadlineMs: 60_000 } });
     await sandbox.run('one');
     void sandbox.run('spin');
     process.send(await sandbox.pids());`,
  );
  const server: ChildProcess = fork(script, { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  const pids = await new Promise<unknown>((resolve) => server.once('message', resolve));
  expect(pids).toEqual(expect.arrayContaining([expect.any(Number)]));
  server.kill('SIGKILL');
  const alive = () => (Array.isArray(pids) ? pids : []).filter((pid) => isAlive(Number(pid)));
  await expect.poll(alive, { timeout: 10_000 }).toEqual([]);
});

test.runIf(process.getuid?.() === 0)('a child becomes nobody also where only root can read its files', async () => {
  const core = fileURLToPath(new URL('../../', import.meta.url));
  const closed = await mkdtemp(join(tmpdir(), 'kiln closed '));
  const copy = join(closed, 'core/');
  for (const path of ['sandbox', 'lib/json.ts', 'package.json'])
    await cp(join(core, path), join(copy, path), { recursive: true });
  const { file, args } = await childCommand();
  const addon = args.find((arg) => arg.startsWith('/') && arg.endsWith('.node')) ?? '';
  await cp(addon, join(copy, 'addon.node'));
  const moved = args.map((arg) => arg.replace(core, copy).replace(addon, join(copy, 'addon.node')));
  const child = spawn(file, moved, { env: {}, cwd: '/', stdio: ['ignore', 'ignore', 'inherit', 'pipe'] });
  const said = await new Promise<string>((resolve) => {
    child.stdio[3]?.once('data', (data: Buffer) => resolve(data.subarray(4).toString()));
    child.once('exit', () => resolve('It ended.'));
  });
  child.kill('SIGKILL');
  expect((await stat(closed)).mode & 0o777).toBe(0o700);
  await rm(closed, { recursive: true });
  expect(said).toBe('{"type":"ready","uid":65534}');
});

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

import { spawn } from 'node:child_process';
import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));
const studio = join(root, 'studio');

/** Where the built browser application lies. */
export const studioFolder = join(studio, 'dist');

/** What the browser application is made of; in core the pure modules, which it shares. */
const sources = [
  ...['src', 'public', 'index.html', 'package.json', 'vite.config.ts', 'chunkStages.ts'].map((name) =>
    join(studio, name),
  ),
  ...['lib', 'errors', 'expressions', 'fields', 'definitions', 'model', 'migrations'].map((name) =>
    join(root, 'core', name),
  ),
  join(root, 'schemas', 'meta'),
];

/**
 * True when the built application is missing or older than what it is made of. Without sources what is built counts.
 */
export async function isStudioStale(): Promise<boolean> {
  const built = await changedAt(join(studioFolder, 'index.html'));
  const changes = await Promise.all(sources.map(newest));
  return built < Math.max(...changes);
}

/** Builds aside and takes the place of the old build at the end, so that a stop in the middle leaves no half of one. */
export async function buildStudio(): Promise<void> {
  const vite = join(
    dirname(createRequire(join(studio, 'package.json')).resolve('vite/package.json')),
    'bin',
    'vite.js',
  );
  const aside = join(studio, 'node_modules', `.studio-${process.pid}`);
  await mkdir(dirname(aside), { recursive: true });
  try {
    await run(vite, ['build', '--outDir', aside, '--emptyOutDir', '--logLevel', 'warn']);
    await rm(studioFolder, { recursive: true, force: true });
    await rename(aside, studioFolder);
  } finally {
    await rm(aside, { recursive: true, force: true });
  }
}

/** @throws Error with what the program said, when it fails */
function run(script: string, args: readonly string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [script, ...args], { cwd: studio, stdio: ['ignore', 'pipe', 'pipe'] });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (data: Buffer) => {
        said += data.toString();
      });
    }
    child.on('error', reject);
    child.on('exit', (code) => {
      if (code === 0) resolve();
      else reject(new Error(`The browser application could not be built:\n${said}`));
    });
  });
}

async function newest(path: string): Promise<number> {
  const found = await stat(path).catch(() => undefined);
  if (!found?.isDirectory()) return found?.mtimeMs ?? 0;
  const entries = await readdir(path, { withFileTypes: true, recursive: true });
  const times = entries
    .filter((entry) => entry.isFile() && !entry.name.includes('.test.'))
    .map((entry) => changedAt(join(entry.parentPath, entry.name)));
  return Math.max(0, ...(await Promise.all(times)));
}

async function changedAt(file: string): Promise<number> {
  return (await stat(file).catch(() => undefined))?.mtimeMs ?? 0;
}

import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { env, execPath } from 'node:process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { brotliCompressSync, constants } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';

interface Chunk {
  readonly file: string;
  readonly isEntry?: boolean;
  readonly imports?: readonly string[];
  readonly css?: readonly string[];
}

let folder: string;
let manifest: Readonly<Record<string, Chunk>>;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kiln-size-'));
  const vite = join(fileURLToPath(new URL('../../node_modules/vite/', import.meta.url)), 'bin/vite.js');
  const args = [vite, 'build', '--manifest', '--logLevel', 'error', '--emptyOutDir', '--outDir', folder];
  const root = join(import.meta.dirname, '..');
  await promisify(execFile)(execPath, args, { cwd: root, env: { ...env, NODE_ENV: 'production' } });
  manifest = JSON.parse(await readFile(join(folder, '.vite/manifest.json'), 'utf8'));
}, 60_000);

afterAll(() => rm(folder, { recursive: true, force: true }));

/** Files that a page cannot be shown without: what its parts import, their styles, the page itself and its font. */
function filesOf(parts: readonly string[]): ReadonlySet<string> {
  const seen = new Set<string>();
  const files = new Set(['index.html', 'boot.js']);
  const add = (name: string) => {
    const chunk = manifest[name];
    if (!chunk || seen.has(name)) return;
    seen.add(name);
    for (const file of [chunk.file, ...(chunk.css ?? [])]) files.add(file);
    chunk.imports?.forEach(add);
  };
  parts.forEach(add);
  const font = Object.values(manifest).find(({ file }) => /inter-latin-wght.*\.woff2$/.test(file));
  if (font) files.add(font.file);
  return files;
}

/** KB as the server sends them: Brotli at its level, fonts as they are. */
async function kilobytes(files: ReadonlySet<string>): Promise<number> {
  const sizes = [...files].map(async (file) => {
    const content = await readFile(join(folder, file));
    if (file.endsWith('.woff2')) return content.length;
    return brotliCompressSync(content, { params: { [constants.BROTLI_PARAM_QUALITY]: 7 } }).length;
  });
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0) / 1024;
}

test.each([
  ['start', ['src/app/home/HomePage.tsx'], 230],
  ['list', ['src/workspace/ListPage.tsx'], 350],
] as const)('the %s page needs no more than it may, font and all', async (_, parts, most) => {
  const files = filesOf(['index.html', 'src/app/locales/zh-CN.json', ...parts]);
  expect([...files].some((file) => file.endsWith('.woff2'))).toBe(true);
  expect(files.size).toBeGreaterThan(8);
  expect(await kilobytes(files)).toBeLessThan(most);
});

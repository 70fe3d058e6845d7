import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildModel } from '../../workspace/buildModel.ts';
import { loadDefinitions } from '../../workspace/loadDefinitions.ts';
import { buildOpenApi } from './buildOpenApi.ts';

const run = promisify(execFile);
const require = createRequire(import.meta.url);
const root = fileURLToPath(new URL('../../../', import.meta.url));
let folder: string;
let file: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kiln-openapi-'));
  file = join(folder, 'openapi.json');
  const { definitions, problems } = await loadDefinitions([join(root, 'schemas', 'crm')]);
  expect(problems).toEqual([]);
  await writeFile(file, JSON.stringify(buildOpenApi(buildModel(definitions).model), null, 2));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Absolute path of a command that an npm package brings. */
function binary(packageName: string, path: string): string {
  return join(dirname(require.resolve(`${packageName}/package.json`)), path);
}

test('redocly finds nothing to complain about, by its recommended rules', async () => {
  await writeFile(join(folder, 'redocly.yaml'), 'extends:\n  - recommended\n');
  const command = [binary('@redocly/cli', 'bin/cli.js'), 'lint', file, '--format=json'];
  const env = { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' };
  const { stdout } = await run(process.execPath, command, { cwd: folder, env }).catch((error) => error);
  const { problems, totals } = JSON.parse(stdout);
  expect(problems.slice(0, 5)).toEqual([]);
  expect(totals).toMatchObject({ errors: 0, warnings: 0 });
}, 60_000);

test('openapi-typescript reads it', async () => {
  const types = join(folder, 'api.ts');
  // It prints with the JavaScript API of TypeScript 5, which TypeScript 7 no longer has; ts-morph carries one.
  const typescript = pathToFileURL(join(dirname(require.resolve('@ts-morph/common')), 'typescript.js')).href;
  const hook = `import { registerHooks } from 'node:module';
    registerHooks({ resolve: (name, at, next) => next(name === 'typescript' ? '${typescript}' : name, at) });`;
  const command = [binary('openapi-typescript', 'bin/cli.js'), file, '--output', types];
  const preload = `--import=data:text/javascript,${encodeURIComponent(hook)}`;
  await run(process.execPath, [preload, ...command], { cwd: folder });
  const text = await readFile(types, 'utf8');
  expect(text).toContain('"contact.create"');
  expect(text).toContain('listContact');
}, 60_000);

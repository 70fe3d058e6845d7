import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { JsonObject } from '../lib/json.ts';

/** What a test's plugin is made of. */
export interface TestPlugin {
  /** Over a manifest that asks for nothing. */
  readonly manifest?: JsonObject;
  /** src/index.ts; default: a plugin that has nothing. */
  readonly code?: string;
  /** Documents by `<kind>/<name>`. */
  readonly definitions?: Readonly<Record<string, JsonObject>>;
  /** Further files by path. */
  readonly files?: Readonly<Record<string, string | Buffer>>;
}

/** The files of a plugin, by path. */
export function pluginFiles({ manifest, code, definitions = {}, files = {} }: TestPlugin): Map<string, Buffer> {
  const whole = {
    id: 'test-plugin',
    version: '1.0.0',
    title: 'Test',
    kiln: '>=0.1',
    main: 'src/index.ts',
    ...manifest,
  };
  const all: [string, string | Buffer][] = [
    ['plugin.json', JSON.stringify(whole)],
    ['src/index.ts', code ?? emptyPlugin],
    ...Object.entries(definitions).map(([path, document]): [string, string] => {
      const [folder = '', name = ''] = path.split('/');
      const kind = folder === 'locales' ? 'locale' : folder;
      return [`definitions/${path}.json`, JSON.stringify({ $schema: `kiln:${kind}`, $id: name, ...document })];
    }),
    ...Object.entries(files),
  ];
  return new Map(all.map(([path, content]) => [path, Buffer.from(content)]));
}

/** Writes a plugin into a folder: a new one, or one that is there. Resolves to its path. */
export async function pluginFolder(plugin: TestPlugin, folder?: string): Promise<string> {
  const root = folder ?? (await mkdtemp(join(tmpdir(), 'kiln-test-plugin-')));
  for (const [path, content] of pluginFiles(plugin)) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), content);
  }
  return root;
}

const emptyPlugin = `import { definePlugin } from 'kiln:sdk';\nexport default definePlugin({});\n`;

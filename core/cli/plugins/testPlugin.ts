import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { StartError } from '../../config/StartError.ts';
import { manifestFile } from '../../plugins/manifest.ts';
import type { Command } from '../command.ts';
import { stopSignal } from '../stopSignal.ts';
import { shown } from './pluginTypes.ts';

const core = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url));

export const testPluginCommand: Command = {
  usage: 'plugin test [folder] [--watch]',
  summary: 'run the tests of a plugin, each file in a Kiln of its own with the plugin in the real sandbox',
  async run({ args }) {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { watch: { type: 'boolean', default: false } },
    });
    const root = resolve(positionals[0] ?? '');
    if (!existsSync(join(root, manifestFile))) throw new StartError(`There is no ${manifestFile} in ${shown(root)}.`);
    const { startVitest } = await import('vitest/node').catch(() => {
      throw new StartError('Tests need vitest: npm install --include=dev where Kiln is installed.');
    });
    const vitest = await startVitest(
      'test',
      [],
      {
        root,
        config: false,
        watch: values.watch,
        include: ['**/*.test.ts'],
        globalSetup: [core('testing/globalSetup.ts')],
        testTimeout: 30_000,
        hookTimeout: 60_000,
      },
      {
        resolve: { alias: { 'kiln:test': core('testing/pluginTest.ts'), vitest: core('../node_modules/vitest') } },
        server: { fs: { strict: false } },
      },
    );
    if (values.watch) {
      await stopSignal();
      await vitest.close();
      return 0;
    }
    const failed = vitest.state.getCountOfFailedTests() > 0 || vitest.state.getUnhandledErrors().length > 0;
    const none = vitest.state.getFiles().length === 0;
    await vitest.close();
    return failed || none ? 1 : 0;
  },
};

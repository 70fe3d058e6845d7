import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

// What the command line prints is compared as plain text, also where the environment (CI, FORCE_COLOR) asks for colours.
const env = { NO_COLOR: '1' };

/** Begins with the browser, whose files are the longest: whoever ends last was at a short one, and nobody waits long. */
class BrowserFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const isOfBrowser = ({ project }: TestSpecification) => project.name === 'studio';
    const longestFirst = await super.sort(files);
    return longestFirst.sort((one, other) => Number(isOfBrowser(other)) - Number(isOfBrowser(one)));
  }
}

export default defineConfig({
  test: {
    sequence: { sequencer: BrowserFirst },
    // One more than the cores of a small machine: a test of the browser waits as often as it works.
    maxWorkers: 3,
    projects: [
      {
        test: {
          name: 'core',
          env,
          // No module has state of its own (core/architecture.test.ts), so files can share what a worker has loaded.
          isolate: false,
          include: ['core/**/*.test.ts'],
          globalSetup: ['core/testing/globalSetup.ts'],
          testTimeout: 20_000,
          hookTimeout: 30_000,
        },
      },
      {
        resolve: { alias: { 'kiln:test': fileURLToPath(new URL('core/testing/pluginTest.ts', import.meta.url)) } },
        test: {
          name: 'plugins',
          env,
          isolate: false,
          include: ['plugins/**/*.test.ts'],
          globalSetup: ['core/testing/globalSetup.ts'],
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'studio',
          env,
          isolate: false,
          include: ['studio/**/*.test.{ts,tsx}'],
          globalSetup: ['core/testing/globalSetup.ts', 'studio/test/globalSetup.ts'],
          // A browser beside a database on two cores: what takes a second alone may take ten.
          testTimeout: 120_000,
          hookTimeout: 120_000,
          expect: { poll: { timeout: 10_000 } },
          // Pages that one test file has open at the same time: one waits for its server while the other paints.
          maxConcurrency: 2,
        },
      },
    ],
  },
});

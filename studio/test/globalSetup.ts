import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build, type Plugin } from 'vite';
import type { TestProject } from 'vitest/node';
import { laterStages } from '../chunkStages.ts';
import { type Chromium, unpackChromium } from './unpackChromium.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Folder of the application, built of the sources as they are. */
    studioBuild: string;
    chromium: Chromium;
  }
}

/** Each test fetches its pages anew: fewer files, even if larger, are a fifth of the time of all. */
const later = [
  [
    'studio',
    ['studio/frame/StudioFrame.tsx', 'studio/entities/EntitiesPage.tsx', 'studio/workflows/WorkflowsPage.tsx'],
  ],
  ['records', ['workspace/RecordPage.tsx', 'workspace/NewRecordPage.tsx', 'workspace/EditRecordPage.tsx']],
] as const;

/**
 * Builds the application and unpacks the browser, once for all test files. The build is one for development where it counts:
 * React and antd complain on the console about what they are given, and a test fails on every complaint.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'kiln-studio-'));
  const root = join(import.meta.dirname, '..');
  const [chromium] = await Promise.all([
    unpackChromium(),
    build({
      root,
      logLevel: 'error',
      plugins: [withoutOwnerStacks],
      build: {
        outDir: folder,
        emptyOutDir: true,
        rolldownOptions: { output: { codeSplitting: { groups: laterStages(join(root, 'src'), later) } } },
      },
    }),
  ]);
  project.provide('studioBuild', folder);
  project.provide('chromium', chromium);
  return () => rm(folder, { recursive: true, force: true });
}

/**
 * React for development takes the stack of whoever makes an element, for tools that show it: with a debugger attached, as
 * in every test, half of all that a page does. Complaints stay as they are.
 */
const withoutOwnerStacks: Plugin = {
  name: 'kiln-without-owner-stacks',
  transform: {
    filter: { code: 'recentlyCreatedOwnerStacks++' },
    handler: (code) => code.replaceAll('1e4 > ReactSharedInternals.recentlyCreatedOwnerStacks++', 'false'),
  },
};

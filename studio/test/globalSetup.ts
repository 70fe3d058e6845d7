import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'vite';
import type { TestProject } from 'vitest/node';
import { type Chromium, unpackChromium } from './unpackChromium.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Folder of the application, built of the sources as they are. */
    studioBuild: string;
    chromium: Chromium;
  }
}

/**
 * Builds the application and unpacks the browser, once for all test files. The build is one for development where it counts:
 * React and antd complain on the console about what they are given, and a test fails on every complaint.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'kiln-studio-'));
  const root = join(import.meta.dirname, '..');
  const [chromium] = await Promise.all([
    unpackChromium(),
    build({ root, logLevel: 'error', build: { outDir: folder, emptyOutDir: true } }),
  ]);
  project.provide('studioBuild', folder);
  project.provide('chromium', chromium);
  return () => rm(folder, { recursive: true, force: true });
}

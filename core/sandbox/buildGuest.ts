import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

/** The guest as one script, which leaves `kilnGuest` behind in the function that it is evaluated in. */
export async function buildGuest(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL('guest/main.ts', import.meta.url))],
    bundle: true,
    write: false,
    format: 'iife',
    globalName: 'kilnGuest',
    platform: 'neutral',
    mainFields: ['module', 'main'],
    target: 'es2024',
    minifyWhitespace: true,
    minifySyntax: true,
    legalComments: 'none',
    logLevel: 'silent',
    tsconfigRaw: '{}',
  });
  return `"use strict";${outputFiles[0]?.text ?? ''}return kilnGuest.enter;`;
}

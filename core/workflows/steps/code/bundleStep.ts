import { createHash } from 'node:crypto';
import { type BuildFailure, build, type Plugin } from 'esbuild';
import type { KilnError } from '../../../errors/KilnError.ts';
import type { PluginCode } from '../../../sandbox/Sandbox.ts';
import { permanentFailure } from '../permanentFailure.ts';

const sdk = 'kiln:sdk';
/** How its author finds a line again. */
const file = 'step.ts';

/** What the sandbox runs: a plugin that has the code as its one step. */
const entry = `
import { definePlugin } from '${sdk}';
import run from '${file}';
export default definePlugin({ steps: { run: (ctx, input) => run(ctx, input) } });`;

/**
 * Makes a script for the sandbox of the TypeScript that somebody typed into a step, whose default export is a function
 * of (ctx, input). It imports `kiln:sdk` and nothing else. Throws KILN_STEP_FAILED with line and column of everything
 * that is wrong.
 */
export async function bundleStep(source: string): Promise<PluginCode> {
  try {
    const { outputFiles } = await build({
      stdin: { contents: entry, loader: 'js' },
      bundle: true,
      write: false,
      outfile: 'step.js',
      format: 'cjs',
      platform: 'neutral',
      target: 'es2024',
      sourcemap: 'external',
      sourcesContent: false,
      legalComments: 'none',
      charset: 'utf8',
      logLevel: 'silent',
      tsconfigRaw: '{}',
      plugins: [onlyTheStep(source)],
    });
    const bundle = outputFiles.find(({ path }) => path.endsWith('.js'))?.text ?? '';
    const sourceMap = outputFiles.find(({ path }) => path.endsWith('.map'))?.text ?? '';
    const hash = createHash('sha256').update(bundle).digest('hex');
    return { plugin: `step-${hash.slice(0, 32)}`, version: '1.0.0', hash, bundle, sourceMap };
  } catch (error) {
    throw isBuildFailure(error) ? explained(error) : error;
  }
}

function onlyTheStep(source: string): Plugin {
  return {
    name: 'only the step',
    setup(building) {
      building.onResolve({ filter: /.*/ }, ({ path, importer }) => {
        if (path === sdk) return { path, external: true };
        if (path === file && importer === '<stdin>') return { path, namespace: 'step' };
        return { errors: [{ text: `"${path}" is not there in a step; it imports "${sdk}" alone.` }] };
      });
      building.onLoad({ filter: /.*/, namespace: 'step' }, () => ({ contents: source, loader: 'ts' }));
    },
  };
}

function isBuildFailure(error: unknown): error is BuildFailure {
  return error instanceof Error && 'errors' in error && Array.isArray(error.errors);
}

function explained({ errors }: BuildFailure): KilnError {
  const lines = errors.slice(0, 20).map(({ text, location }) => {
    if (!location?.file.endsWith(file)) return text.replace(/^No matching export in .*$/, noFunction);
    return `Line ${location.line}, column ${location.column + 1}: ${text}`;
  });
  return permanentFailure(lines.join('\n'));
}

const noFunction = 'The code has no default export: export default async function (ctx, input) { … }';

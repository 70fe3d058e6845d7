import { createHash } from 'node:crypto';
import { type BuildFailure, build, type Plugin } from 'esbuild';
import { inEnglish, type Said, said } from '../../../errors/said.ts';
import type { PluginCode } from '../../../sandbox/Sandbox.ts';
import { permanentFailures } from '../permanentFailure.ts';

const sdk = 'kiln:sdk';
/** Of what a module may not import. */
const refusal = 'refused';
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
    const { outputFiles, metafile } = await build({
      stdin: { contents: entry, loader: 'js' },
      bundle: true,
      write: false,
      metafile: true,
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
    // Where nothing is imported or exported, esbuild takes it for another kind of module, which might have anything.
    if (metafile.inputs[`step:${file}`]?.format !== 'esm') throw permanentFailures([noFunction()]);
    const bundle = outputFiles.find(({ path }) => path.endsWith('.js'))?.text ?? '';
    const sourceMap = outputFiles.find(({ path }) => path.endsWith('.map'))?.text ?? '';
    const hash = createHash('sha256').update(bundle).digest('hex');
    return { plugin: `step-${hash.slice(0, 32)}`, version: '1.0.0', hash, bundle, sourceMap };
  } catch (error) {
    throw isBuildFailure(error) ? permanentFailures(wordsOf(error)) : error;
  }
}

function onlyTheStep(source: string): Plugin {
  return {
    name: 'only the step',
    setup(building) {
      building.onResolve({ filter: /.*/ }, ({ path, importer }) => {
        if (path === sdk) return { path, external: true };
        if (path === file && importer === '<stdin>') return { path, namespace: 'step' };
        return { errors: [{ text: path, detail: refusal }] };
      });
      building.onLoad({ filter: /.*/, namespace: 'step' }, () => ({ contents: source, loader: 'ts' }));
    },
  };
}

function isBuildFailure(error: unknown): error is BuildFailure {
  return error instanceof Error && 'warnings' in error && 'errors' in error && Array.isArray(error.errors);
}

function wordsOf({ errors }: BuildFailure): Said[] {
  return errors.slice(0, 20).map(({ text, location, detail }) => {
    if (!location?.file.endsWith(file)) return /^No matching export in /.test(text) ? noFunction() : inEnglish(text);
    const { line, column } = location;
    const words =
      detail === refusal
        ? said`"${text}" is not there in a step; it imports "${sdk}" alone.`
        : said`The code cannot be read from here on: ${inEnglish(text)}`;
    return said`Line ${line}, column ${column + 1}: ${words}`;
  });
}

function noFunction(): Said {
  return said`The code has no default export: export default async function (ctx, input) { … }`;
}

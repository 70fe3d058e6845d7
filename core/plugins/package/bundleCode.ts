import { createHash } from 'node:crypto';
import { realpath } from 'node:fs/promises';
import { isAbsolute, join, relative, sep } from 'node:path';
import { type BuildFailure, context, type Metafile, type Plugin } from 'esbuild';
import { saidFault, wordedFault } from '../../errors/fault.ts';
import { inEnglish, type Said, said } from '../../errors/said.ts';
import { isObject } from '../../lib/json.ts';
import { badPlugin } from './badPlugin.ts';
import { packageLimits } from './limits.ts';
import type { BundledCode } from './PluginPackage.ts';

export interface Bundled {
  readonly code: BundledCode;
  /** Paths in the package of the modules that it is made of. */
  readonly inputs: readonly string[];
}

/**
 * Makes one script of the modules of a package: its own files and the npm code in it; the only thing from outside is
 * `kiln:sdk`. Throws KILN_BAD_PLUGIN with file, line and column of everything that is wrong.
 */
export async function bundleCode(folder: string, main: string): Promise<Bundled> {
  const root = await realpath(folder);
  const building = await context({
    absWorkingDir: root,
    entryPoints: [main],
    outfile: join(root, 'bundle.js'),
    bundle: true,
    write: false,
    metafile: true,
    format: 'cjs',
    platform: 'neutral',
    mainFields: ['module', 'main'],
    conditions: ['import', 'default'],
    target: 'es2024',
    sourcemap: 'external',
    sourcesContent: false,
    legalComments: 'none',
    charset: 'utf8',
    logLevel: 'silent',
    // Nothing outside of the package is read, also not a configuration above it.
    tsconfigRaw: '{}',
    plugins: [staysInside(root)],
  });
  const timer = setTimeout(() => void building.cancel(), packageLimits.bundleMs);
  try {
    const { outputFiles = [], metafile } = await building.rebuild();
    const bundle = outputFiles.find(({ path }) => path.endsWith('.js'))?.text ?? '';
    const sourceMap = outputFiles.find(({ path }) => path.endsWith('.map'))?.text ?? '';
    if (bundle.length > packageLimits.bundleBytes) {
      throw badPlugin(`The bundled code has more than ${packageLimits.bundleBytes / 1024 / 1024} MB.`);
    }
    const hash = createHash('sha256').update(bundle).digest('hex');
    return { code: { bundle, sourceMap, hash }, inputs: inputsOf(metafile) };
  } catch (error) {
    throw isBuildFailure(error) ? explain(error) : error;
  } finally {
    clearTimeout(timer);
    await building.dispose();
  }
}

const sdk = 'kiln:sdk';

function staysInside(root: string): Plugin {
  return {
    name: 'stays inside',
    setup(build) {
      build.onResolve({ filter: /^kiln:/ }, ({ path }) =>
        path === sdk ? { path, external: true } : refuse(said`"${path}" does not exist; plugins import "${sdk}".`),
      );
      build.onResolve({ filter: /.*/ }, async ({ path, resolveDir, kind, importer, namespace, pluginData }) => {
        if (pluginData === sdk) return undefined;
        if (/^(node:|https?:|data:|file:)/.test(path)) return refuse(said`"${path}" is not there in the sandbox.`);
        const options = { resolveDir, kind, importer, namespace, pluginData: sdk };
        const found = await build.resolve(path, options);
        if (found.errors.length > 0)
          return refuse(said`"${path}" is not in the package, and not there in the sandbox.`);
        const place = relative(root, found.path);
        const isOutside = isAbsolute(place) || place === '..' || place.startsWith(`..${sep}`);
        return isOutside ? refuse(said`"${path}" lies outside of the package.`) : found;
      });
    },
  };
}

function refuse(words: Said) {
  return { errors: [{ text: words.message, detail: words.params }] };
}

function inputsOf(metafile: Metafile | undefined): string[] {
  return Object.keys(metafile?.inputs ?? {});
}

function isBuildFailure(error: unknown): error is BuildFailure {
  return error instanceof Error && 'errors' in error && Array.isArray(error.errors);
}

function explain({ errors }: BuildFailure): Error {
  if (errors.length === 0)
    return badPlugin('Bundling the code takes too long.', [saidFault('', said`Bundling the code takes too long.`)]);
  const faults = errors.slice(0, 100).map(({ text, location, detail }) => {
    const place = location ? `${location.file}#${location.line}:${location.column + 1}` : '';
    // Refused by this file; else in esbuild's words.
    return isObject(detail) ? wordedFault(place, 'other', text, detail) : saidFault(place, unread(text));
  });
  const [first] = faults;
  return badPlugin(`The code cannot be bundled: ${first?.message ?? ''}`, faults);
}

function unread(text: string): Said {
  return said`The code cannot be read from here on: ${inEnglish(text)}`;
}

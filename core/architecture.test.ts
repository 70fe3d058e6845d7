import { globSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { importCycles } from './testing/importCycles.ts';

/**
 * The house, top to bottom. A file imports only from its own module and from modules above it.
 * ARCHITECTURE.md says what each one is for.
 */
const pure = ['lib', 'errors', 'expressions', 'fields', 'definitions', 'model', 'access', 'migrations'];
const running = [
  'config',
  'sandbox',
  'db',
  'queue',
  'context',
  'events',
  'files',
  'query',
  'audit',
  'records',
  'identity',
  'notifications',
  'online',
  'plugins',
  'workflows',
];
const edge = ['demo', 'workspace', 'realtime', 'http'];
const order = [...pure, ...running, ...edge, 'cli', 'main.ts', 'cli.ts'];
/** May use everything and is used by nothing that ships. */
const outside = ['testing', 'bench', 'bin', 'architecture.test.ts'];

const core = dirname(fileURLToPath(import.meta.url));
const root = dirname(core);
const files = globSync('**/*.ts', { cwd: core, exclude: ['node_modules/**'] })
  .filter((file) => !file.endsWith('.d.ts'))
  .map((file) => ({ file, module: file.split('/')[0] ?? file, source: readFileSync(join(core, file), 'utf8') }));
const shipped = files.filter(({ file, module }) => !file.endsWith('.test.ts') && !outside.includes(module));

function importsOf(source: string): string[] {
  return [
    ...source.matchAll(
      /(?:^|\n)\s*(?:import|export)\b[^;'"]*?from\s*['"]([^'"]+)['"]|import\(\s*['"]([^'"]+)['"]\s*\)|(?:^|\n)import\s*['"]([^'"]+)['"]/g,
    ),
  ]
    .map((match) => match[1] ?? match[2] ?? match[3])
    .filter((specifier) => specifier !== undefined);
}

function targetOf(file: string, specifier: string): string | undefined {
  return specifier.startsWith('.') ? relative(root, resolve(core, dirname(file), specifier)) : undefined;
}

describe('architecture', () => {
  test('every module stands in the list', () => {
    const known = new Set([...order, ...outside]);
    expect([...new Set(files.map(({ module }) => module))].filter((module) => !known.has(module))).toEqual([]);
  });

  test('imports only point upwards', () => {
    const wrong: string[] = [];
    for (const { file, module, source } of shipped) {
      for (const specifier of importsOf(source)) {
        const target = targetOf(file, specifier);
        if (!target || target.startsWith('schemas/')) continue;
        const targetModule = target.startsWith('core/') ? (target.split('/')[1] ?? '') : target;
        if (targetModule === module) continue;
        const position = order.indexOf(targetModule);
        if (position < 0 || position > order.indexOf(module)) wrong.push(`${file} imports ${target}`);
      }
    }
    expect(wrong).toEqual([]);
  });

  test('no import cycles', () => {
    const graph = new Map(
      shipped.map(({ file, source }) => [
        `core/${file}`,
        importsOf(source)
          .map((specifier) => targetOf(file, specifier))
          .filter((target) => target !== undefined),
      ]),
    );
    expect(importCycles(graph)).toEqual([]);
  });

  test('pure modules use neither Node nor the outside world', () => {
    const impure = shipped
      .filter(({ module }) => pure.includes(module))
      .flatMap(({ file, source }) => {
        const nodeImports = importsOf(source).filter(
          (specifier) => specifier.startsWith('node:') || specifier === 'pg',
        );
        const globals = source.match(/\b(?:process\.|Buffer\.|fetch\()/g) ?? [];
        return [...nodeImports, ...globals].map((what) => `${file}: ${what}`);
      });
    expect(impure).toEqual([]);
  });

  test('only config reads the environment', () => {
    const readers = shipped.filter(({ module, source }) => module !== 'config' && source.includes('process.env'));
    expect(readers.map(({ file }) => file)).toEqual([]);
  });

  test('modules keep no state of their own', () => {
    const state = shipped.flatMap(({ file, source }) =>
      source
        .split('\n')
        .filter(
          (line) =>
            /^(?:export )?(?:let|var)\s/.test(line) ||
            /^(?:export )?const \w+(?:: [^=]+)? = (?:new (?:Map|WeakMap|LRUCache)\b(?:<[^()]*>)?\(\)|\[\]|\{\});?$/.test(
              line,
            ),
        )
        .map((line) => `${file}: ${line}`),
    );
    expect(state).toEqual([]);
  });

  test('no barrels', () => {
    expect(files.filter(({ file }) => /(^|\/)index\.ts$/.test(file)).map(({ file }) => file)).toEqual([]);
  });
});

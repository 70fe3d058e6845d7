import { globSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { importCycles } from '../../core/testing/importCycles.ts';

/**
 * The browser application, bottom to top: a file imports only from its own floor and from floors below it. What `app` keeps
 * for everybody (who is signed in, the model, the preferences) stands beside `ui`; the rest of it puts all together.
 */
const floors = [
  ['lib', 'api', 'store'],
  ['ui', 'ground'],
  ['fields'],
  ['forms'],
  ['workspace'],
  ['identity'],
  ['inbox'],
  ['studio'],
  ['app'],
];
const withoutReact = floors[0] ?? [];

/** Files of `app` that every other module may import. */
const ground: ReadonlySet<string> = new Set([
  ...[
    'AntdLayer.tsx',
    'controlTexts.ts',
    'LazyAntdLayer.ts',
    'loadTexts.ts',
    'lazyWithAntd.tsx',
    'Logo.tsx',
    'MeContext.tsx',
    'ModelContext.tsx',
    'OthersHere.tsx',
  ],
  ...[
    'PreferencesContext.tsx',
    'PresenceContext.tsx',
    'languages.ts',
    'preferences.ts',
    'settingsTexts.ts',
    'usePinyin.ts',
    'useUnread.ts',
  ],
  ...['shell/FavouriteButton.tsx', 'shell/ShellContext.tsx', 'shell/VisitsContext.tsx', 'shell/createVisits.ts'],
  'shell/usePlace.ts',
]);

const source = join(import.meta.dirname, '../src');
const files = globSync('**/*.{ts,tsx}', { cwd: source })
  .filter((file) => !/\.d\.ts$|\.test\.tsx?$|^main\.tsx$|^store\/testModel\.ts$/.test(file))
  .map((file) => ({ file, imports: importsOf(file) }));

interface Import {
  readonly from: string;
  /** Loaded when it is needed: pages know the addresses of others, and the addresses know the pages. */
  readonly isLater: boolean;
}

function importsOf(file: string): readonly Import[] {
  const text = readFileSync(join(source, file), 'utf8');
  const pattern =
    /(?:^|\n)\s*(?:import|export)\b[^;'"]*?from\s*['"]([^'"]+)['"]|import\(\s*['"]([^'"]+)['"]\s*\)|(?:^|\n)import\s*['"]([^'"]+)['"]/g;
  return [...text.matchAll(pattern)].map(([, now, later, bare]) => ({
    from: now ?? later ?? bare ?? '',
    isLater: later !== undefined,
  }));
}

/** Path below the sources; undefined: it is a package, a style, or stands elsewhere. */
function targetOf(file: string, { from }: Import): string | undefined {
  if (!from.startsWith('.') || !/\.tsx?$/.test(from)) return undefined;
  const target = relative(source, resolve(source, dirname(file), from));
  return target.startsWith('..') ? undefined : target;
}

function moduleOf(file: string): string {
  const [module = '', ...rest] = file.split('/');
  return module === 'app' && ground.has(rest.join('/')) ? 'ground' : module;
}

function floorOf(file: string): number {
  return floors.findIndex((floor) => floor.includes(moduleOf(file)));
}

describe('architecture of the browser application', () => {
  test('every module stands on a floor', () => {
    expect(files.filter(({ file }) => floorOf(file) < 0).map(({ file }) => file)).toEqual([]);
    expect([...ground].filter((file) => !files.some((each) => each.file === `app/${file}`))).toEqual([]);
  });

  test('imports only point downwards', () => {
    const wrong = files.flatMap(({ file, imports }) =>
      imports
        .map((each) => targetOf(file, each))
        .filter((target) => target !== undefined && floorOf(target) > floorOf(file))
        .map((target) => `${file} imports ${target}`),
    );
    expect(wrong).toEqual([]);
  });

  test('no import cycles', () => {
    const graph = new Map(
      files.map(({ file, imports }) => [
        file,
        imports
          .filter(({ isLater }) => !isLater)
          .map((each) => targetOf(file, each))
          .filter((target) => target !== undefined),
      ]),
    );
    expect(importCycles(graph)).toEqual([]);
  });

  test('what is asked of the server and what follows from it knows no React', () => {
    const knowing = files.flatMap(({ file, imports }) =>
      withoutReact.includes(moduleOf(file))
        ? imports
            .filter(({ from }) => /^(?:react|react-dom|react-i18next|antd|lucide-react)(?:\/|$)/.test(from))
            .map(({ from }) => `${file} imports ${from}`)
        : [],
    );
    expect(knowing).toEqual([]);
  });

  test('only the parts of the application that ship are imported', () => {
    const outside = files.flatMap(({ file, imports }) =>
      imports
        .filter(({ from }) => /\/(?:test|testing|bench)\//.test(from))
        .map(({ from }) => `${file} imports ${from}`),
    );
    expect(outside).toEqual([]);
  });
});

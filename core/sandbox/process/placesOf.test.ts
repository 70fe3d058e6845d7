import { SourceMap } from 'node:module';
import { build } from 'esbuild';
import { expect, test } from 'vitest';
import { mapStack } from './mapStack.ts';
import { placesOf } from './placesOf.ts';

test('finds the places that Node finds', async () => {
  const { outputFiles } = await build({
    entryPoints: [new URL('./createIsolate.ts', import.meta.url).pathname],
    bundle: true,
    platform: 'node',
    format: 'cjs',
    sourcemap: 'external',
    sourcesContent: false,
    outdir: '/out',
    write: false,
    minifyWhitespace: true,
  });
  const [map, code] = outputFiles.map(({ text }) => text);
  if (map === undefined || code === undefined) return expect.fail('esbuild made nothing');
  const nodes = new SourceMap(JSON.parse(map));
  const places = placesOf(map);
  let found = 0;
  for (const [index, line] of code.split('\n').entries()) {
    for (let column = 1; column <= line.length; column += 97) {
      const entry = nodes.findEntry(index, column - 1);
      if (!('originalSource' in entry)) continue;
      found += 1;
      expect(places(index + 1, column)).toEqual({
        source: entry.originalSource,
        line: entry.originalLine + 1,
        column: entry.originalColumn + 1,
      });
    }
  }
  expect(found).toBeGreaterThan(20);
});

test.each([
  '',
  '{',
  '5',
  '{}',
  '{"mappings":5,"sources":[]}',
  '{"mappings":"AAAA"}',
  '{"mappings":"!!!!","sources":["a"]}',
  '{"mappings":"gggggggggggggg","sources":["a"]}',
])('knows no place by %s', (map) => {
  expect(placesOf(map)(1, 1)).toBeUndefined();
});

test('a hostile map costs no more than reading it once', () => {
  const places = placesOf(JSON.stringify({ version: 3, sources: ['a'], mappings: ';'.repeat(5_000_000) }));
  expect(places(4_999_999, 1)).toBeUndefined();
});

test('a stack keeps its message and the plugin’s own frames', () => {
  const stack = [
    'Error: first',
    'second',
    '    at inner (test.js:1:2)',
    '    at enter (kiln:sdk:1:1)',
    '    at async outer (test.js:99:1)',
  ];
  const places = (line: number) => (line === 1 ? { source: 'src/a.ts', line: 7, column: 3 } : undefined);
  expect(mapStack(stack.join('\n'), 'test.js', places)).toBe(
    'Error: first\nsecond\n    at inner (src/a.ts:7:3)\n    at async outer (test.js:99:1)',
  );
});

import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { check } from './check.ts';
import { documentedRows } from './testing/documentedRows.ts';
import { recordScope } from './testing/recordScope.ts';

const page = await readFile(new URL('../../docs/expressions.md', import.meta.url), 'utf8');

describe('docs/expressions.md', () => {
  test('lists exactly the operators and functions that there are', () => {
    const lines = page.split('\n').filter((line) => line.startsWith('| `'));
    expect(lines.toSorted()).toEqual(documentedRows().toSorted());
  });

  test.each([...page.matchAll(/```cel\n([\s\S]*?)```/g)].flatMap(([, block = '']) => block.trim().split('\n')))(
    'has an example that is right: %s',
    (line) => {
      expect(check(line.replace(/ \/\/.*/, ''), recordScope)).toEqual(expect.objectContaining({ ok: true }));
    },
  );
});

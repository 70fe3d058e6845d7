import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { plainTypes } from './plainTypes.ts';
import type { Loss } from './types.ts';

const page = readFileSync(new URL('../../docs/conversions.md', import.meta.url), 'utf8');

/** `| \`date\` | … |`: the types that can become it, by what the change costs. */
function row(name: string): string {
  const casts = plainTypes.find((type) => type.name === name)?.casts ?? {};
  const from = (loss: Loss) =>
    Object.entries(casts)
      .filter(([type, cast]) => cast.loses === loss && type !== name)
      .map(([type]) => `\`${type}\``)
      .sort()
      .join(' ');
  return `| \`${name}\` | ${from('nothing')} | ${from('form')} | ${from('unfit')} | ${from('values')} |`.replaceAll(
    '|  ',
    '| ',
  );
}

test('docs/conversions.md says which type becomes which, and what that costs', () => {
  const rows = plainTypes.filter(({ casts }) => Object.keys(casts).length > 0).map(({ name }) => row(name));
  expect(page.split('\n').filter((line) => line.startsWith('| `'))).toEqual(rows);
});

import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { errorCodes } from './codes.ts';
import { KilnError } from './KilnError.ts';
import { toProblem } from './toProblem.ts';

const page = await readFile(new URL('../../docs/errors.md', import.meta.url), 'utf8');
const sections = new Map(
  page
    .split(/^### /m)
    .slice(1)
    .map((section) => [section.split('\n', 1)[0] ?? '', section]),
);

test('every code is documented, and every documented code exists', () => {
  expect([...sections.keys()].sort()).toEqual(Object.keys(errorCodes).sort());
});

test.each(Object.entries(errorCodes))('%s is documented with its status', (code, { status }) => {
  expect(sections.get(code)).toMatch(new RegExp(`^${code}\\n\\n${status}\\. \\S`));
});

test('a problem shows what Kiln says on purpose', () => {
  const error = new KilnError('KILN_STALE', { detail: 'It changed.', extra: { version: 3 } });
  expect(toProblem(error, 'request-1')).toEqual({
    type: 'https://kiln.dev/errors#KILN_STALE',
    title: 'The record has changed since it was read',
    status: 412,
    code: 'KILN_STALE',
    detail: 'It changed.',
    errors: [],
    requestId: 'request-1',
    version: 3,
  });
});

test('a problem shows nothing of other errors', () => {
  const problem = toProblem(new Error('password is hunter2'));
  expect(problem).toMatchObject({ status: 500, code: 'KILN_INTERNAL' });
  expect(JSON.stringify(problem)).not.toContain('hunter2');
});

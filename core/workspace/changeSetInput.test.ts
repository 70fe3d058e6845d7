import { expect, test } from 'vitest';
import { KilnError } from '../errors/KilnError.ts';
import { parseChangeSet } from './changeSetInput.ts';

function faults(body: unknown): string[] {
  try {
    parseChangeSet(body);
    return [];
  } catch (error) {
    if (error instanceof KilnError && error.code === 'KILN_INVALID') return error.errors.map(({ pointer }) => pointer);
    throw error;
  }
}

test('reads what the contract says', () => {
  const changes = [{ kind: 'entity', name: 'visit', document: null }];
  expect(parseChangeSet({ changes, message: 'm' })).toEqual({
    changes,
    message: 'm',
    dryRun: false,
    acceptDataLoss: false,
  });
});

test('tells every fault', () => {
  const changes = [
    1,
    { kind: 1, name: 'a', document: null },
    { kind: 'entity', name: 'b', document: 'x' },
    { kind: 'entity', name: 'c' },
  ];
  expect(faults({ changes, message: 1, dryRun: 'yes', acceptDataLoss: 0, other: 1 })).toEqual([
    '/other',
    '/message',
    '/dryRun',
    '/acceptDataLoss',
    '/changes/0',
    '/changes/1/kind',
    '/changes/2/document',
    '/changes/3/document',
  ]);
});

test.each([[null], [[]], ['x'], [{}], [{ changes: [] }], [{ changes: {} }]])('refuses %j', (body) => {
  expect(faults(body).length).toBeGreaterThan(0);
});

test('refuses two changes of the same definition', () => {
  const change = { kind: 'entity', name: 'a', document: null };
  expect(faults({ changes: [change, change] })).toEqual(['/changes/1']);
});

import { expect, test } from 'vitest';
import { groupRows } from './groupRows.ts';

const group = (key: string, count: number) => ({ key, count, value: key, sum: undefined });

test('heads and the records of open groups, in order', () => {
  const rows = groupRows([group('a', 2), group('b', 3), group('c', 1)], (key) => key !== 'b');
  const shown = Array.from({ length: rows.total }, (_, index) => {
    const row = rows.rowAt(index);
    return row?.kind === 'record' ? `${row.group.key}${row.at}` : row?.group.key;
  });
  expect(shown).toEqual(['a', 'a0', 'a1', 'b', 'c', 'c0']);
  expect([rows.rowAt(-1), rows.rowAt(6)]).toEqual([undefined, undefined]);
  expect(groupRows([], () => true)).toMatchObject({ total: 0 });
});

test('two million records in a group are as quick to find as two', () => {
  const rows = groupRows([group('a', 2_000_000), group('b', 5)], () => true);
  expect(rows.rowAt(1_999_999)).toMatchObject({ at: 1_999_998 });
  expect(rows.rowAt(2_000_001)).toMatchObject({ kind: 'head', group: { key: 'b' } });
});

import { expect, test } from 'vitest';
import { estimated } from './estimate.ts';
import type { Operation } from './operations.ts';
import type { IndexShape, TableShape } from './shape.ts';

interface Sized {
  readonly rows: number;
  readonly bytes: number;
  readonly indexes: number;
}

const narrow: Sized = { rows: 100_000, bytes: 15_761_408, indexes: 2 };
const indexed: Sized = { rows: 100_000, bytes: 37_240_832, indexes: 8 };
const wide: Sized = { rows: 50_000, bytes: 102_400_000, indexes: 2 };

const base = { entity: 'deal', field: 'size', risk: 'safe', sentence: '', table: 'deal', online: true } as const;
const index = { name: 'i', unique: false, method: 'btree', keys: [], liveOnly: true } as const;
const beside = { sql: '', lookups: [] };
const column = { ...base, column: 'size', type: 'integer', fieldType: 'integer', using: '', beside } as const;

const addIndex: Operation = { ...base, op: 'addIndex', index, fields: [] };
const setNotNull: Operation = { ...base, op: 'setNotNull', column: 'size', constraint: 'c' };
const fill: Operation = { ...setNotNull, fill: `'M'` };
const changeType: Operation = { ...column, op: 'changeType', loses: 'nothing', shadow: 's', shadowMade: 'm' };
const fillColumn: Operation = { ...column, op: 'fillColumn', keepsOthers: false, shadow: 's' };
const links: Operation = { ...base, op: 'addLinks', source: 'deal', targets: '', beside, isExact: true, shadow: 's' };
const key: Operation = {
  ...base,
  op: 'addForeignKey',
  foreignKey: { name: 'k', column: 'size', target: 'deal', targetId: 'deal', onDelete: 'restrict' },
  orphans: 'clear',
};
const option: Operation = { ...base, op: 'renameOption', column: 'size', values: {}, isList: false };

function ms(operation: Operation, { rows, bytes, indexes }: Sized): number {
  const others = Array.from({ length: indexes - 1 }, (): IndexShape => index);
  const table: TableShape = {
    id: 'deal',
    name: 'deal',
    entity: 'deal',
    columns: [],
    primaryKey: { name: 'pk', columns: ['id'] },
    indexes: others,
    foreignKeys: [],
    checks: [],
  };
  const context = { before: [table], after: [table], sizes: new Map([['deal', { rows, bytes }]]) };
  return estimated([operation], context)[0]?.ms ?? 0;
}

// Milliseconds on a busy machine; where a run was repeated, the geometric mean: single runs differ by up to four times.
test.each([
  ['an index', addIndex, [85, 198, 68]],
  ['a field that is required', setNotNull, [38, 49, 129]],
  ['a default for all', fill, [3_367, 7_041, 2_230]],
  ['an option of all', option, [1_794, 3_398, 2_488]],
  ['another type', changeType, [7_594, 12_001, 9_347]],
  ['a relation from links', fillColumn, [3_996, 8_437, 6_400]],
  ['links', links, [10_788, 12_036, 3_813]],
  ['a key', key, [363, 658, 654]],
] as const)('%s takes about as long as it was measured', (_, operation, measured) => {
  const factors = [narrow, indexed, wide].map((size, at) => ms(operation, size) / (measured[at] ?? 0));
  for (const factor of factors) {
    expect(factor).toBeGreaterThan(1 / 3);
    expect(factor).toBeLessThan(3);
  }
});

test.each([addIndex, setNotNull, fill, changeType, fillColumn, links, key, option])(
  '$op takes longer on more',
  (each) => {
    const size = { rows: 1_000_000, bytes: 200_000_000, indexes: 3 };
    const some = ms(each, size);
    expect(ms(each, { ...size, rows: 2_000_000, bytes: 400_000_000 })).toBeGreaterThan(1.9 * some);
    expect(ms(each, { ...size, bytes: 400_000_000 })).toBeGreaterThanOrEqual(some);
    expect(ms(each, { ...size, indexes: 9 })).toBeGreaterThanOrEqual(some);
  },
);

test('what changes few rows takes less than what changes all, and what changes nothing an instant', () => {
  const size = { rows: 1_000_000, bytes: 200_000_000, indexes: 3 };
  expect(ms({ ...option, rows: 10 }, size)).toBeLessThan(ms(option, size) / 4);
  expect(ms({ ...base, op: 'dropIndex', name: 'i' }, size)).toBeLessThan(10);
});

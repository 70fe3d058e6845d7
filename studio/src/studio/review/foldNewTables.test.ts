import { expect, test } from 'vitest';
import type { Operation } from '../../api/changesets.ts';
import { foldNewTables } from './foldNewTables.ts';

function operation(op: string, entity: string, field: string | undefined, more: Partial<Operation> = {}): Operation {
  return {
    op,
    entity,
    field,
    risk: 'safe',
    sentence: '',
    details: {},
    rows: undefined,
    ms: undefined,
    online: false,
    unfit: undefined,
    choice: undefined,
    sql: [`${op} ${entity} ${field ?? ''}`],
    ...more,
  };
}

test('what fits out a new entity is one line with all of its SQL', () => {
  const made = operation('createTable', 'coupon', undefined);
  const list = operation('createTable', 'coupon', 'members');
  const key = operation('addForeignKey', 'coupon', 'promotion');
  const elsewhere = operation('addColumn', 'contact', 'isMember');
  const lists = operation('createTable', 'contact', 'tags');
  const folded = foldNewTables([made, elsewhere, list, lists, key]);
  expect(folded.map(({ op, entity, field }) => [op, entity, field])).toEqual([
    ['createTable', 'coupon', undefined],
    ['addColumn', 'contact', 'isMember'],
    ['createTable', 'contact', 'tags'],
  ]);
  expect(folded[0]?.sql).toEqual([...made.sql, ...list.sql, ...key.sql]);
});

test('what may lose something is told by itself', () => {
  const made = operation('createTable', 'coupon', undefined);
  const risky = operation('setNotNull', 'coupon', 'code', { risk: 'locks' });
  expect(foldNewTables([made, risky])).toEqual([made, risky]);
});

import { fromNum } from '../values/decimal.ts';
import { operation } from './operation.ts';
import type { Operation } from './types.ts';

export const lists: readonly Operation[] = [
  operation({
    name: 'size',
    usage: 'list.size()',
    description: 'Number of items.',
    params: ['list<T>'],
    result: 'int',
    evaluate: ([list]) => list.length,
    sql: ([list]) => `cardinality(${list})::numeric`,
  }),
  operation({
    name: '[]',
    usage: 'list[index]',
    description: 'The item at a position, the first at 0; null when there is none.',
    params: ['list<T>', 'int'],
    result: 'T',
    evaluate: ([list, index]) => list[fromNum(index) ?? -1] ?? null,
    sql: ([list, index]) => `kiln.item(${list}, ${index})`,
  }),
];

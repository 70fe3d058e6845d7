import { compareValues } from '../values/compare.ts';
import { addNum, compareNum, divideNum, floorNum, fromNum, type Num, negateNum, roundNum } from '../values/decimal.ts';
import { isNum, type Value } from '../values/value.ts';
import { folding, operation } from './operation.ts';
import type { Operation } from './types.ts';

const places = 15;

/** Functions on numbers, and those that pick the least or greatest of anything with an order but texts. */
export const numbers: readonly Operation[] = [
  operation({
    name: 'round',
    usage: 'round(number)',
    description: 'To the nearest whole number, halves away from zero.',
    params: ['double'],
    result: 'int',
    evaluate: ([number]) => roundNum(number, 0),
    sql: ([number]) => `round(${number})`,
  }),
  operation({
    name: 'round',
    usage: 'round(number, digits)',
    description: 'To so many digits after the point (-15 to 15), halves away from zero.',
    params: ['double', 'int'],
    result: 'double',
    evaluate: ([number, digits]) => roundNum(number, Math.max(-places, Math.min(places, fromNum(digits) ?? 0))),
    sql: ([number, digits]) => `kiln.round(${number}, ${digits})`,
  }),
  operation({
    name: 'floor',
    usage: 'floor(number)',
    description: 'The whole number below.',
    params: ['double'],
    result: 'int',
    evaluate: ([number]) => floorNum(number),
    sql: ([number]) => `floor(${number})`,
  }),
  operation({
    name: 'ceil',
    usage: 'ceil(number)',
    description: 'The whole number above.',
    params: ['double'],
    result: 'int',
    evaluate: ([number]) => negateNum(floorNum(negateNum(number))),
    sql: ([number]) => `ceil(${number})`,
  }),
  operation({
    name: 'abs',
    usage: 'abs(number)',
    description: 'Without its sign.',
    params: ['N'],
    result: 'N',
    evaluate: ([number]) => (compareNum(number, 0) < 0 ? negateNum(number) : number),
    sql: ([number]) => `abs(${number})`,
  }),
  ...(['min', 'math.least'] as const).map((name) =>
    folding({
      name,
      usage: `${name}(a, b, …)`,
      description: 'The least of numbers, dates, times or durations.',
      param: 'M',
      result: 'M',
      evaluate: (a, b) => ((compareValues(a, b) ?? 0) <= 0 ? a : b),
      sql: ([a, b]) => `kiln.least(${a}, ${b})`,
    }),
  ),
  ...(['max', 'math.greatest'] as const).map((name) =>
    folding({
      name,
      usage: `${name}(a, b, …)`,
      description: 'The greatest of numbers, dates, times or durations.',
      param: 'M',
      result: 'M',
      evaluate: (a, b) => ((compareValues(a, b) ?? 0) >= 0 ? a : b),
      sql: ([a, b]) => `kiln.greatest(${a}, ${b})`,
    }),
  ),
  operation({
    name: 'min',
    usage: 'list.min()',
    description: 'The least of a list; null when it is empty.',
    params: ['list<M>'],
    result: 'M',
    evaluate: ([list]) => pick(list, (order) => order < 0),
    sql: ([list]) => `kiln.min(${list})`,
  }),
  operation({
    name: 'max',
    usage: 'list.max()',
    description: 'The greatest of a list; null when it is empty.',
    params: ['list<M>'],
    result: 'M',
    evaluate: ([list]) => pick(list, (order) => order > 0),
    sql: ([list]) => `kiln.max(${list})`,
  }),
  operation({
    name: 'sum',
    usage: 'list.sum()',
    description: 'The sum of a list of numbers; 0 when it is empty.',
    params: ['list<N>'],
    result: 'N',
    evaluate: ([list]) => total(list),
    sql: ([list]) => `kiln.sum(${list})`,
  }),
  operation({
    name: 'avg',
    usage: 'list.avg()',
    description: 'The average of a list of numbers; null when it is empty.',
    params: ['list<double>'],
    result: 'double',
    evaluate: ([list]) => divideNum(total(list), list.filter(isNum).length),
    sql: ([list]) => `kiln.avg(${list})`,
  }),
];

function total(list: readonly Value[]): Num {
  return list.filter(isNum).reduce(addNum, 0);
}

function pick(list: readonly Value[], better: (order: number) => boolean): Value {
  let best: Value = null;
  for (const each of list) {
    if (each === null) continue;
    if (best === null || better(compareValues(each, best) ?? 0)) best = each;
  }
  return best;
}

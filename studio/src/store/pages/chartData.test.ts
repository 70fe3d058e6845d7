import { expect, test } from 'vitest';
import type { BrowserField } from '../../../../core/model/browserModel.ts';
import { chartData, type GroupField } from './chartData.ts';

const field = (rest: Partial<BrowserField>): BrowserField => ({
  ...{ name: 'stage', title: 'Stage', type: 'text', widget: 'text', required: false, computed: false },
  ...{ writable: true, masked: false, system: false, sortable: true, filterable: true, groupable: true },
  ...{ schema: {}, cel: { kind: 'string' } },
  ...rest,
});
const plain: GroupField = { field: field({}), path: 'stage' };
const options = ['new', 'open', 'won'].map((value) => ({ value, title: value }));
const staged: GroupField = { field: field({ options }), path: 'stage' };
const widget = { chart: 'bar', measure: 'sum(x)', group: 'stage', limit: 12 } as const;
const rows = (...values: [string | null, number][]) => values.map(([stage, x]) => ({ stage, 'sum(x)': x }));
const shown = ({ groups, series }: ReturnType<typeof chartData>) =>
  groups.map(({ key, isRest }, at) => [isRest ? 'rest' : key, series[0]?.values[at]]);

test('options stand in their order, everything else by value; in rounds the greatest is first', () => {
  const data = rows(['won', 5], ['new', 1], [null, 9]);
  expect(shown(chartData(widget, data, staged, undefined))).toEqual([
    ['new', 1],
    ['won', 5],
    [null, 9],
  ]);
  const first = (of: ReturnType<typeof chartData>) => of.groups[0]?.key;
  expect(first(chartData({ ...widget, chart: 'pie' }, data, staged, undefined))).toBe(null);
  expect(first(chartData({ ...widget, sort: 'value' }, data, staged, undefined))).toBe(null);
  expect(first(chartData(widget, rows(['a', 1], ['b', 2]), plain, undefined))).toBe('b');
});

test('what is too much is one where it adds up, and left out where it does not', () => {
  const data = rows(['a', 4], ['b', 3], ['c', 0.1], ['d', 0.2]);
  expect(shown(chartData({ ...widget, limit: 2 }, data, plain, undefined)).at(-1)).toEqual(['rest', 0.3]);
  const means = data.map(({ stage, 'sum(x)': x }) => ({ stage, 'avg(x)': x }));
  const average = chartData({ ...widget, measure: 'avg(x)', limit: 2 }, means, plain, undefined);
  expect(average.groups.map(({ key }) => key)).toEqual(['a', 'b']);
});

test('series have a value for each group, pieces of time no gaps', () => {
  const time: GroupField = { field: field({ cel: { kind: 'date' } }), path: 'at', bucket: 'month' };
  const two = { ...widget, group: 'month(at)', series: 'stage' };
  const data = [
    { 'month(at)': '2026-01', stage: 'new', 'sum(x)': 1 },
    { 'month(at)': '2026-03', stage: 'won', 'sum(x)': 2 },
  ];
  const chart = chartData(two, data, time, staged);
  expect(chart.groups.map(({ key }) => key)).toEqual(['2026-01', '2026-02', '2026-03']);
  expect(chart.series.map(({ group, values }) => [group?.key, values])).toEqual([
    ['new', [1, 0, 0]],
    ['won', [0, 0, 2]],
  ]);
});

import type { Json, JsonObject } from '../../../../core/lib/json.ts';
import type { BrowserEntity, BrowserField, BrowserModel } from '../../../../core/model/browserModel.ts';
import { splitGroup, splitMeasure } from '../../../../core/model/kinds/page/items.ts';
import type { ChartWidget } from '../../../../core/model/pageTypes.ts';
import { asNumber } from '../../lib/values.ts';
import { findPath } from '../listViews.ts';
import { type Bucket, bucketName, bucketsBetween, isBucket } from './buckets.ts';
import type { DaySpan } from './period.ts';

/** What a group stands for: a value of its field or a piece of time; null: records without one; `rest`: all smaller ones. */
export interface ChartGroup {
  readonly key: string | number | boolean | null;
  readonly isRest?: true;
}

export interface ChartData {
  readonly groups: readonly ChartGroup[];
  /** At least one, with a value for each group; null: there is none. */
  readonly series: readonly { readonly group: ChartGroup | undefined; readonly values: readonly (number | null)[] }[];
}

/** The field that a group is of, with the piece of time that it is cut into. */
export interface GroupField {
  readonly field: BrowserField;
  readonly path: string;
  readonly bucket?: Bucket;
}

/** More lines or stacks cannot be told apart. */
const mostSeries = 8;

export function groupField(model: BrowserModel, entity: BrowserEntity, group: string): GroupField | undefined {
  const { bucket, path } = splitGroup(group);
  const found = findPath(model, entity, path);
  if (!found) return undefined;
  return { field: found.field, path, ...(isBucket(bucket) ? { bucket } : {}) };
}

/** Rows of an aggregate as groups and series: in their order, gaps in time filled, what is too much as one. */
export function chartData(
  widget: Pick<ChartWidget, 'chart' | 'measure' | 'group' | 'series' | 'sort' | 'limit'>,
  rows: readonly JsonObject[],
  group: GroupField,
  series: GroupField | undefined,
  span?: DaySpan,
): ChartData {
  const cells = rows.map((row) => ({
    group: plainKey(row[widget.group]),
    series: widget.series === undefined ? undefined : plainKey(row[widget.series]),
    value: asNumber(row[widget.measure]),
  }));
  const adds = ['count', 'sum'].includes(splitMeasure(widget.measure).call);
  const totals = sumBy(cells, (cell) => cell.group);
  const ordered = orderGroups([...totals], group, { ...widget, span });
  const isTime = group.bucket !== undefined;
  const shown = isTime ? ordered : ordered.slice(0, widget.limit);
  const rest = isTime ? [] : ordered.slice(widget.limit);
  const groups: ChartGroup[] = shown.map((key) => ({ key }));
  if (rest.length > 0 && adds) groups.push({ key: null, isRest: true });
  const inRest = new Set(rest);

  const valuesOf = (own: typeof cells): (number | null)[] => {
    const byGroup = new Map(own.map((cell) => [cell.group, cell.value]));
    return groups.map((each) => {
      if (each.isRest) return sum(own.filter((cell) => inRest.has(cell.group)).map(({ value }) => value));
      return byGroup.get(each.key) ?? (isTime && adds ? 0 : null);
    });
  };
  if (!series) return { groups, series: [{ group: undefined, values: valuesOf(cells) }] };
  const seriesTotals = sumBy(cells, (cell) => cell.series ?? null);
  const keys = orderGroups([...seriesTotals], series, { chart: widget.chart });
  return {
    groups,
    series: keys.slice(0, mostSeries).map((key) => ({
      group: { key },
      values: valuesOf(cells.filter((cell) => (cell.series ?? null) === key)),
    })),
  };
}

type Key = ChartGroup['key'];

/** Time in its order, options in theirs; everything else by value, unless something else is said. */
function orderGroups(
  totals: readonly (readonly [Key, number])[],
  { field, bucket }: GroupField,
  { sort, chart, span }: Pick<ChartWidget, 'sort' | 'chart'> & { readonly span?: DaySpan | undefined },
): Key[] {
  const keys = totals.map(([key]) => key);
  if (bucket !== undefined) {
    const times = keys.filter((key): key is string => typeof key === 'string').sort();
    if (times.length === 0) return [];
    // Days of the period before the first and after the last count as well; those that are to come are no zeros.
    const ends = span ? [span.from, earlier(new Date(), new Date(span.to.getTime() - 1))] : [];
    const all = [...times, ...ends.map((day) => bucketName(bucket, day))].sort();
    return [...bucketsBetween(bucket, all[0], all.at(-1))];
  }
  const options = field.options?.map(({ value }): Key => value) ?? [];
  const isRound = chart === 'pie' || chart === 'donut';
  const byGroup = sort === 'group' || (sort === undefined && options.length > 0 && !isRound);
  if (!byGroup) return totals.toSorted((a, b) => b[1] - a[1]).map(([key]) => key);
  const place = (key: Key) => (options.includes(key) ? options.indexOf(key) : options.length);
  return keys.toSorted((a, b) => place(a) - place(b) || compare(a, b));
}

function earlier(one: Date, other: Date): Date {
  return one < other ? one : other;
}

function compare(a: Key, b: Key): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  return a < b ? -1 : Number(a > b);
}

function sumBy<Cell extends { readonly value: number | undefined }>(
  cells: readonly Cell[],
  keyOf: (cell: Cell) => Key,
): Map<Key, number> {
  const totals = new Map<Key, number>();
  for (const cell of cells) totals.set(keyOf(cell), (totals.get(keyOf(cell)) ?? 0) + (cell.value ?? 0));
  return totals;
}

function sum(values: readonly (number | undefined)[]): number {
  // Digits that only binary fractions have are none of the numbers'.
  return Number(values.reduce<number>((all, value) => all + (value ?? 0), 0).toPrecision(15));
}

function plainKey(value: Json | undefined): Key {
  return value === undefined || typeof value === 'object' ? null : value;
}

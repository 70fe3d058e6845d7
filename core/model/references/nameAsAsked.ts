import { isObject, type Json } from '../../lib/json.ts';
import type { SelectedName } from './readSelect.ts';

/** The answer to a selection with the names that were asked for, each of them when there are several for one field. */
export function nameAsSelected(answer: Json, selected: readonly SelectedName[]): Json {
  const byName = Map.groupBy(selected, ({ today }) => today);
  const rename = (record: Json): Json => {
    if (Array.isArray(record)) return record.map(rename);
    if (!isObject(record)) return record;
    return Object.fromEntries(
      Object.entries(record).flatMap(([key, value]): [string, Json][] => {
        const asked = byName.get(key);
        if (!asked) return [[key, value]];
        return asked.map(({ name, inside }) => [name, inside.length > 0 ? nameAsSelected(value, inside) : value]);
      }),
    );
  };
  return rename(answer);
}

/** The same for groups and measures, whose keys are the texts of the request: `sum(amount)`. */
export function nameAsGrouped(answer: Json, asked: ReadonlyMap<string, string>): Json {
  if (!Array.isArray(answer)) return answer;
  return answer.map((row) =>
    isObject(row) ? Object.fromEntries(Object.entries(row).map(([key, value]) => [asked.get(key) ?? key, value])) : row,
  );
}

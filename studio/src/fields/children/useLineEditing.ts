import { useMemo, useRef } from 'react';
import type { Json, JsonObject } from '../../../../core/lib/json.ts';
import type { BrowserField } from '../../../../core/model/browserModel.ts';
import { getRecord } from '../../api/records.ts';
import { useModel } from '../../app/ModelContext.tsx';
import { asText, isEmpty } from '../../lib/values.ts';
import { initialValues } from '../../store/initialValues.ts';
import { findEntity } from '../../store/model.ts';
import { useReadSibling } from '../RecordScope.tsx';
import { openPairs, relatedPairs } from '../shared/relatedPairs.ts';
import type { WidgetProps } from '../types.ts';
import { type Lines, useLines } from './useLines.ts';

export interface LineEditing {
  readonly lines: Lines;
  /** A line as it begins. */
  readonly blank: JsonObject;
  /** A related record (the product that is sold) fills in what the line repeats of it, where nothing was typed yet. */
  readonly setValue: (row: number, column: BrowserField, value: Json) => void;
}

export function useLineEditing({ value, onChange }: WidgetProps, columns: readonly BrowserField[]): LineEditing {
  const model = useModel();
  const read = useReadSibling();
  const lines = useLines(value, onChange);
  const blank = useMemo(() => initialValues(columns), [columns]);
  const latest = useRef(lines);
  latest.current = lines;

  async function fillIn(key: number, column: BrowserField, id: string) {
    const target = column.relation?.kind === 'one' ? findEntity(model, column.relation.targets[0] ?? '') : undefined;
    const pairs = target ? relatedPairs(columns, target, { isLine: true }) : [];
    if (!target || pairs.length === 0) return;
    const currencies = pairs.flatMap(({ from }) => (typeof from.currency === 'object' ? [from.currency.field] : []));
    const select = ['id', ...new Set([...pairs.map(({ from }) => from.name), ...currencies])].join(',');
    const related = await getRecord(target.name, id, select);
    // Lines may have moved, and values may have been typed, while the record was read.
    const at = latest.current.keys.indexOf(key);
    const row = latest.current.rows[at];
    if (!row || row[column.name] !== id) return;
    // An amount in another currency would be another amount.
    const suiting = pairs.filter(({ own, from }) => {
      const [theirs, ours] = [
        currencyIn(from, (name) => related[name]),
        currencyIn(own, (name) => row[name] ?? read(name)),
      ];
      return theirs === undefined || ours === undefined || theirs === ours;
    });
    const filled = openPairs(suiting, related, row).map(({ own, value: found }) => [own.name, found] as const);
    if (filled.length > 0) latest.current.change(at, { ...row, ...Object.fromEntries(filled) });
  }

  return {
    lines,
    blank,
    setValue(at, column, next) {
      lines.change(at, { ...lines.rows[at], [column.name]: next });
      const key = lines.keys[at];
      // What cannot be read now is typed by hand.
      if (key !== undefined && typeof next === 'string' && !isEmpty(next)) fillIn(key, column, next).catch(() => {});
    },
  };
}

function currencyIn({ currency }: BrowserField, read: (name: string) => Json | undefined): string | undefined {
  return typeof currency === 'object' ? asText(read(currency.field)) : currency;
}

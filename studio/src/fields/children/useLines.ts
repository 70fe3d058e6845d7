import { useRef, useState } from 'react';
import type { Json, JsonObject } from '../../../../core/lib/json.ts';
import { asObjects } from '../../lib/values.ts';

export interface Lines {
  readonly rows: readonly JsonObject[];
  /** One for each row, kept while rows move. */
  readonly keys: readonly number[];
  readonly change: (at: number, row: JsonObject) => void;
  readonly insert: (at: number, row: JsonObject) => void;
  readonly remove: (at: number) => void;
  readonly move: (from: number, to: number) => void;
  /** All of them, the first ones in the places that they have. */
  readonly replace: (rows: readonly JsonObject[]) => void;
}

/** Line items as they are edited. Rows have no identity of their own before they are saved, so each has a key here. */
export function useLines(value: Json, onChange: (value: Json) => void): Lines {
  const rows = asObjects(value);
  const next = useRef(rows.length);
  const [known, setKeys] = useState<readonly number[]>(() => rows.map((_, index) => index));
  // Rows that came or went elsewhere (the record was read again) start over.
  const keys = known.length === rows.length ? known : rows.map((_, index) => index);

  function newKey(): number {
    next.current = Math.max(next.current, ...keys) + 1;
    return next.current;
  }

  function update(nextRows: readonly JsonObject[], nextKeys: readonly number[]) {
    setKeys(nextKeys);
    onChange([...nextRows]);
  }

  return {
    rows,
    keys,
    change: (at, row) => onChange(rows.map((other, index) => (index === at ? row : other))),
    insert: (at, row) => update(rows.toSpliced(at, 0, row), keys.toSpliced(at, 0, newKey())),
    remove: (at) => update(rows.toSpliced(at, 1), keys.toSpliced(at, 1)),
    move(from, to) {
      const [row, key] = [rows[from], keys[from]];
      if (row === undefined || key === undefined || from === to || to < 0 || to >= rows.length) return;
      update(rows.toSpliced(from, 1).toSpliced(to, 0, row), keys.toSpliced(from, 1).toSpliced(to, 0, key));
    },
    replace(nextRows) {
      update(
        nextRows,
        nextRows.map((_, index) => keys[index] ?? newKey()),
      );
    },
  };
}

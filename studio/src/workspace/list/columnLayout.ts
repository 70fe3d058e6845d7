import type { CSSProperties } from 'react';
import type { Column } from '../../store/listViews.ts';
import { columnWidth } from './columnWidth.ts';

/** px of the column with the checkboxes. */
const checkWidth = 40;
/** A column that nobody has sized may shrink to this part of its width before the table scrolls sideways. */
const least = 0.9;

export type TableStyle = CSSProperties & Record<'--columns', string>;

/** The tracks of a table: pinned and sized columns as wide as they are, the others share what is left. */
export function tableStyle(columns: readonly Column[], sized: ReadonlySet<string>): TableStyle {
  const tracks = columns.map((column) => {
    const width = columnWidth(column);
    return column.pinned || sized.has(column.path)
      ? `${width}px`
      : `minmax(${Math.round(width * least)}px, ${width}fr)`;
  });
  const isFixed = columns.every((column) => column.pinned || sized.has(column.path));
  const minWidth = columns.reduce((sum, column) => {
    const width = columnWidth(column);
    return sum + (column.pinned || sized.has(column.path) ? width : Math.round(width * least));
  }, checkWidth);
  return { '--columns': [`${checkWidth}px`, ...tracks, ...(isFixed ? ['minmax(0, 1fr)'] : [])].join(' '), minWidth };
}

/** px from the start at which each pinned column stays, by its path. */
export function pinnedStarts(columns: readonly Column[]): ReadonlyMap<string, number> {
  const starts = new Map<string, number>();
  let start = checkWidth;
  for (const column of columns) {
    if (!column.pinned) break;
    starts.set(column.path, start);
    start += columnWidth(column);
  }
  return starts;
}

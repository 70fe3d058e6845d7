import type { Column } from '../../store/listViews.ts';
import { valueType } from '../../store/valueType.ts';

const widths: Readonly<Record<string, number>> = {
  boolean: 90,
  integer: 100,
  decimal: 110,
  money: 130,
  percent: 122,
  rating: 120,
  date: 152,
  dateTime: 200,
  time: 90,
  duration: 120,
  select: 140,
  multiSelect: 190,
  tags: 190,
  relation: 190,
  polymorphic: 200,
  manyToMany: 220,
  email: 220,
  phone: 160,
  url: 180,
  color: 110,
  autoNumber: 130,
  user: 120,
};

/** Width of a column in px: as the view says, else by type. */
export function columnWidth({ width, field }: Column): number {
  return width ?? widths[valueType(field)] ?? 180;
}

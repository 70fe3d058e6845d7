import type { BrowserField } from '../../../../core/model/browserModel.ts';
import type { RecordValues } from '../../api/records.ts';
import { asText } from '../../lib/values.ts';
import { valueType } from '../valueType.ts';
import { addDays, type Day, dayOf, daysBetween, startOf } from './days.ts';

/** A record in a calendar. */
export interface Entry {
  readonly id: string;
  readonly record: RecordValues;
  /** Where the browser is. */
  readonly start: Date;
  /** After the start. */
  readonly end: Date;
  /** It has days, not hours. */
  readonly isAllDay: boolean;
}

/** The fields of a calendar. `end` is of the type of `start`. */
export interface EntryFields {
  readonly start: BrowserField;
  readonly end: BrowserField | undefined;
}

/** Minutes that an entry without an end takes. */
const usualMinutes = 60;

/** Whether the calendar knows days only. */
export function hasDays({ start }: EntryFields): boolean {
  return valueType(start) === 'date';
}

/** The record as an entry; undefined when it has no start. An end that lies before the start counts as none. */
export function entryOf(record: RecordValues, fields: EntryFields): Entry | undefined {
  const [from, to] = [fields.start, fields.end].map((field) => (field ? asText(record[field.name]) : undefined));
  if (from === undefined) return undefined;
  const common = { id: String(record.id), record };
  if (hasDays(fields)) {
    const last = to !== undefined && to >= from ? to : from;
    return { ...common, start: startOf(from), end: startOf(addDays(last, 1)), isAllDay: true };
  }
  const start = new Date(from);
  if (Number.isNaN(start.getTime())) return undefined;
  const given = to === undefined ? undefined : new Date(to);
  const end = given && given > start ? given : new Date(start.getTime() + usualMinutes * 60_000);
  return { ...common, start, end, isAllDay: false };
}

/** First and last day on which it is seen. */
export function daysOf({ start, end }: Entry): { readonly first: Day; readonly last: Day } {
  // What ends at midnight is not seen on the day that begins then.
  return { first: dayOf(start), last: dayOf(new Date(end.getTime() - 1)) };
}

/** Entries of whole days, or over several: shown as bars. */
export function isBar(entry: Entry): boolean {
  const { first, last } = daysOf(entry);
  return entry.isAllDay || first !== last;
}

/** Days and minutes by which an entry is moved, or made longer. */
export interface Shift {
  readonly part: 'whole' | 'end';
  readonly days: number;
  readonly minutes: number;
}

const leastMinutes = 15;

/** The entry moved. By the clock on the wall: ten o'clock stays ten o'clock, whatever summer time does. */
export function shifted(entry: Entry, { part, days, minutes }: Shift): Entry {
  const move = (date: Date) => {
    const next = new Date(date);
    next.setDate(next.getDate() + days);
    next.setMinutes(next.getMinutes() + minutes);
    return next;
  };
  if (part === 'whole') return { ...entry, start: move(entry.start), end: move(entry.end) };
  const least = new Date(entry.start);
  if (entry.isAllDay) least.setDate(least.getDate() + 1);
  else least.setMinutes(least.getMinutes() + leastMinutes);
  const end = move(entry.end);
  return { ...entry, end: end < least ? least : end };
}

/** What is written for the times of an entry. A record without an end gets one only when it is made longer. */
export function entryValues(entry: Entry, fields: EntryFields, part: Shift['part']): RecordValues {
  const { start, end } = fields;
  const write = (date: Date) => (hasDays(fields) ? dayOf(date) : date.toISOString());
  const hadEnd = end !== undefined && asText(entry.record[end.name]) !== undefined;
  const last = hasDays(fields) ? new Date(entry.end.getTime() - 1) : entry.end;
  return {
    ...(part === 'whole' ? { [start.name]: write(entry.start) } : {}),
    ...(end && (hadEnd || part === 'end') ? { [end.name]: write(last) } : {}),
  };
}

/** Entries in the order in which they are listed: earlier ones first, longer ones before shorter ones. */
export function inOrder(entries: readonly Entry[]): Entry[] {
  return entries.toSorted(
    (a, b) => a.start.getTime() - b.start.getTime() || b.end.getTime() - a.end.getTime() || (a.id < b.id ? -1 : 1),
  );
}

/** Whether it is seen on one of the days. */
export function isWithin(entry: Entry, from: Day, to: Day): boolean {
  const { first, last } = daysOf(entry);
  return daysBetween(first, to) >= 0 && daysBetween(from, last) >= 0;
}

import type { Day } from '../../store/calendar/days.ts';
import type { Entry, Shift } from '../../store/calendar/entries.ts';
import type { EntryDrag } from './useEntryDrag.ts';

/** What the parts of a calendar share. */
export interface CalendarParts {
  readonly days: readonly Day[];
  readonly at: Day;
  readonly today: Day;
  /** In order, as they stand on the screen. */
  readonly entries: readonly Entry[];
  readonly language: string;
  readonly titleOf: (entry: Entry) => string;
  /** Name of an option's colour. */
  readonly colorOf: (entry: Entry) => string | undefined;
  readonly timeOf: (entry: Entry) => string;
  readonly drag: EntryDrag;
  readonly isMovable: boolean;
  readonly isSizable: boolean;
  readonly onShift: (entry: Entry, shift: Shift) => void;
  readonly onPeek: (id: string) => void;
  readonly onDay: (day: Day) => void;
  /** Minutes from midnight; undefined: the day. */
  readonly onCreate: ((day: Day, minutes: number | undefined) => void) | undefined;
}

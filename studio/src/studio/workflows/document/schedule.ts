import { readSchedule } from '../../../../../core/lib/readSchedule.ts';

export const rhythms = ['minutes', 'hour', 'day', 'week', 'month'] as const;
type Rhythm = (typeof rhythms)[number];

/** What can be chosen of a schedule, whichever rhythm it has. */
export interface ScheduleParts {
  readonly rhythm: Rhythm;
  /** Of `minutes`. */
  readonly count: number;
  /** `HH:MM` */
  readonly time: string;
  /** 0: Sunday. */
  readonly weekdays: readonly number[];
  readonly day: number;
}

const usual: ScheduleParts = { rhythm: 'day', count: 15, time: '09:00', weekdays: [1], day: 1 };

/** undefined: it says more than can be put together here. */
export function scheduleParts(cron: string): ScheduleParts | undefined {
  const schedule = readSchedule(cron);
  switch (schedule?.every) {
    case 'minutes':
      return { ...usual, rhythm: 'minutes', count: schedule.count };
    case 'hour':
      return { ...usual, rhythm: 'hour', time: `09:${String(schedule.minute).padStart(2, '0')}` };
    case 'day':
      return { ...usual, rhythm: 'day', time: schedule.time };
    case 'week':
      return { ...usual, rhythm: 'week', time: schedule.time, weekdays: schedule.weekdays };
    case 'month':
      return { ...usual, rhythm: 'month', time: schedule.time, day: schedule.day };
    default:
      return undefined;
  }
}

export function cronOf({ rhythm, count, time, weekdays, day }: ScheduleParts): string {
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  switch (rhythm) {
    case 'minutes':
      return count === 1 ? '* * * * *' : `*/${count} * * * *`;
    case 'hour':
      return `${minute} * * * *`;
    case 'day':
      return `${minute} ${hour} * * *`;
    case 'week':
      return `${minute} ${hour} * * ${[...weekdays].sort((one, other) => one - other).join(',') || '1'}`;
    case 'month':
      return `${minute} ${hour} ${day} * *`;
  }
}

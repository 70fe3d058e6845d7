import { ordinal } from '../lib/ordinal.ts';
import { readSchedule } from '../lib/readSchedule.ts';

const weekdays = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];

/** `every day at 03:00 (Europe/Berlin)`: English. The pattern itself, where it says more than a few words can. */
export function cronInWords(cron: string, timeZone: string): string {
  const schedule = readSchedule(cron);
  switch (schedule?.every) {
    case 'minutes':
      return schedule.count === 1 ? 'every minute' : `every ${schedule.count} minutes`;
    case 'hour':
      return schedule.minute === 0 ? 'every hour' : `every hour at minute ${schedule.minute}`;
    case 'day':
      return `every day at ${schedule.time} (${timeZone})`;
    case 'week': {
      const names = schedule.weekdays.map((day) => weekdays[day] ?? '');
      return `every ${new Intl.ListFormat('en').format(names)} at ${schedule.time} (${timeZone})`;
    }
    case 'month':
      return `on the ${ordinal(schedule.day)} of each month at ${schedule.time} (${timeZone})`;
    default:
      return `${cron} (${timeZone})`;
  }
}

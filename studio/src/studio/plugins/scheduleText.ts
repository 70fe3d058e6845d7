import type { TFunction } from 'i18next';
import { ordinal } from '../../../../core/lib/ordinal.ts';
import { readSchedule } from '../../../../core/lib/readSchedule.ts';

/** `every day at 03:00 (UTC)`, in the user's language; the pattern itself, where it says more than a few words can. */
export function scheduleText(t: TFunction, cron: string, timeZone: string, language: string): string {
  const schedule = readSchedule(cron);
  switch (schedule?.every) {
    case 'minutes':
      return t('plugins.schedule.minutes', { count: schedule.count });
    case 'hour':
      return schedule.minute === 0
        ? t('plugins.schedule.hour')
        : t('plugins.schedule.hourAt', { minute: schedule.minute });
    case 'day':
      return t('plugins.schedule.day', { time: schedule.time, timeZone });
    case 'week':
      return t('plugins.schedule.week', { days: weekdays(schedule.weekdays, language), time: schedule.time, timeZone });
    case 'month': {
      const day = language.startsWith('en') ? ordinal(schedule.day) : schedule.day;
      return t('plugins.schedule.month', { day, time: schedule.time, timeZone });
    }
    default:
      return `${cron} (${timeZone})`;
  }
}

/** 0: Sunday. */
function weekdays(days: readonly number[], language: string): string {
  const name = new Intl.DateTimeFormat(language, { weekday: 'long', timeZone: 'UTC' });
  // 2023-01-01 was a Sunday.
  const names = days.map((day) => name.format(Date.UTC(2023, 0, 1 + day)));
  return new Intl.ListFormat(language, { type: 'conjunction' }).format(names);
}

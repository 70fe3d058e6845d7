import type { TFunction } from 'i18next';
import { ordinal } from '../../../core/lib/ordinal.ts';
import { readSchedule } from '../../../core/lib/readSchedule.ts';

/**
 * `every day at 03:00 (UTC)`, in the user's language; the pattern itself, where it says more than a few words can. `timeZone`
 * '': that of the installation, which goes without saying.
 */
export function scheduleText(t: TFunction, cron: string, timeZone: string, language: string): string {
  const schedule = readSchedule(cron);
  const at = (text: string) => (timeZone === '' ? text : t('flow.schedule.zone', { text, timeZone }));
  switch (schedule?.every) {
    case 'minutes':
      return t('flow.schedule.minutes', { count: schedule.count });
    case 'hour':
      return schedule.minute === 0 ? t('flow.schedule.hour') : t('flow.schedule.hourAt', { minute: schedule.minute });
    case 'day':
      return at(t('flow.schedule.day', { time: schedule.time }));
    case 'week':
      return at(t('flow.schedule.week', { days: weekdays(schedule.weekdays, language), time: schedule.time }));
    case 'month': {
      const day = language.startsWith('en') ? ordinal(schedule.day) : schedule.day;
      return at(t('flow.schedule.month', { day, time: schedule.time }));
    }
    default:
      return at(cron);
  }
}

/** 0: Sunday. */
function weekdays(days: readonly number[], language: string): string {
  const name = new Intl.DateTimeFormat(language, { weekday: 'long', timeZone: 'UTC' });
  // 2023-01-01 was a Sunday.
  const names = days.map((day) => name.format(Date.UTC(2023, 0, 1 + day)));
  return new Intl.ListFormat(language, { type: 'conjunction' }).format(names);
}

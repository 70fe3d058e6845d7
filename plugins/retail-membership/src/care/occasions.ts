import { addDays, type Day, isLeapYear } from '../lib/calendar.ts';

/**
 * Days and months (`0229`) whose birthdays are celebrated on that day: who was born on 29 February is greeted on the 28th in
 * years without it.
 */
export function birthdaysOf(today: Day): string[] {
  const key = today.slice(5).replace('-', '');
  return key === '0228' && !isLeapYear(Number(today.slice(0, 4))) ? [key, '0229'] : [key];
}

/** `0314` for `1990-03-14`. */
export function birthdayKey(birthday: Day): string {
  return birthday.slice(5).replace('-', '');
}

/** A member is dormant who has bought nothing since that day, and joined before it. */
export function dormantSince(today: Day, afterDays: number): Day {
  return addDays(today, -afterDays);
}

/** Once in each of these somebody is reminded who stays away: the day on which they became dormant begins it. */
export function dormantPeriod(lastBoughtOn: Day): string {
  return `since ${lastBoughtOn}`;
}

/** How far a moment is away, before or behind: `in 2 days`, `3小时前`. Less than a minute counts as one. */
export function timeDistance(language: string, moment: Date, now: Date): string {
  const minutes = Math.round((moment.getTime() - now.getTime()) / 60_000);
  const hours = Math.round(minutes / 60);
  const words = new Intl.RelativeTimeFormat(language, { numeric: 'always' });
  if (Math.abs(hours) >= 48) return words.format(Math.round(hours / 24), 'day');
  if (Math.abs(minutes) >= 60) return words.format(hours, 'hour');
  return words.format(minutes === 0 ? (moment < now ? -1 : 1) : minutes, 'minute');
}

const steps = [
  { unit: 'minute', seconds: 60, below: 60 },
  { unit: 'hour', seconds: 3600, below: 24 },
  { unit: 'day', seconds: 86_400, below: 7 },
] as const;

/** `5 minutes ago`, `昨天`; a date once a week has passed, or when it lies ahead. The first minute is a whole one: “now” and 现在 name no past. */
export function relativeTime(language: string, moment: Date, now: Date): string {
  const passed = (now.getTime() - moment.getTime()) / 1000;
  const words = new Intl.RelativeTimeFormat(language, { numeric: 'auto' });
  if (passed > -60 && passed < 60) return words.format(-1, 'minute');
  for (const { unit, seconds, below } of steps) {
    const amount = Math.floor(passed / seconds);
    if (amount >= 1 && amount < below) return words.format(-amount, unit);
  }
  const year = moment.getFullYear() === now.getFullYear() ? {} : ({ year: 'numeric' } as const);
  return new Intl.DateTimeFormat(language, { month: 'short', day: 'numeric', ...year }).format(moment);
}

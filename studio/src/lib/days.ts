/** The day of a moment where whoever looks is: `2026-03-09`. */
export function dayOf(moment: Date): string {
  const two = (part: number) => String(part).padStart(2, '0');
  return `${moment.getFullYear()}-${two(moment.getMonth() + 1)}-${two(moment.getDate())}`;
}

/** Midnight at which a day begins where whoever looks is, or one some days on; undefined: it is no day. */
export function midnight(day: string, daysOn = 0): Date | undefined {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day)?.slice(1).map(Number);
  if (!parts) return undefined;
  const [year = 0, month = 1, date = 1] = parts;
  const at = new Date(year, month - 1, date + daysOn);
  return Number.isNaN(at.getTime()) ? undefined : at;
}

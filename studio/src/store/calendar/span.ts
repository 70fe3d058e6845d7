/** How much of a calendar is shown. */
export type Span = 'month' | 'week' | 'day' | 'agenda';

export const spans: readonly Span[] = ['month', 'week', 'day', 'agenda'];

/** A day as an address names it: `2026-03-09`. */
export function isDay(text: string): boolean {
  const moment = Date.parse(`${text}T00:00:00Z`);
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(moment) && new Date(moment).toISOString().startsWith(text);
}

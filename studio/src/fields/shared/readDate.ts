/**
 * A day as people and spreadsheets write it, as `2026-03-09`: `2026-03-09`, `2026/3/9`, `2026年3月9日`, `9.3.2026`, `3/9/2026`
 * (month first, as in English spreadsheets), `Mar 9, 2026`. Undefined when it is none.
 */
export function readDate(text: string): string | undefined {
  const typed = text.normalize('NFKC').trim();
  const [, year, month, day] = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[T ].*)?$/.exec(typed) ?? [];
  if (year) return dayOf(Number(year), Number(month), Number(day));
  const [, first, second, end] = /^(\d{1,2})[/](\d{1,2})[/](\d{4})$/.exec(typed) ?? [];
  if (first) return dayOf(Number(end), Number(first), Number(second));
  const [, germanDay, germanMonth, germanYear] = /^(\d{1,2})\.\s*(\d{1,2})\.\s*(\d{4})$/.exec(typed) ?? [];
  if (germanDay) return dayOf(Number(germanYear), Number(germanMonth), Number(germanDay));
  const [, name, dayOfMonth, ofYear] = /^([a-z]{3})[a-z]*\.? (\d{1,2}),? (\d{4})$/i.exec(typed) ?? [];
  if (!name) return undefined;
  const index = 'janfebmaraprmayjunjulaugsepoctnovdec'.indexOf(name.toLowerCase());
  return index >= 0 && index % 3 === 0 ? dayOf(Number(ofYear), index / 3 + 1, Number(dayOfMonth)) : undefined;
}

function dayOf(year: number, month: number, day: number): string | undefined {
  const date = new Date(Date.UTC(year, month - 1, day));
  const isReal = date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return isReal && year >= 1000 ? date.toISOString().slice(0, 10) : undefined;
}

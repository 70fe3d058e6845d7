const pattern = /^(-)?P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/;

const units = ['year', 'month', 'week', 'day', 'hour', 'minute', 'second'] as const;

/** An ISO 8601 duration in words: `P3DT2H` as `3 days 2 hours`, `3天2小时`. undefined: it is none. */
export function durationWords(iso: string, language: string): string | undefined {
  const match = pattern.exec(iso);
  if (!match || /[PT]$/.test(iso)) return undefined;
  const amount = (at: number) => Number(match[at + 2] ?? 0);
  const shown = units.flatMap((unit, at) => (amount(at) === 0 ? [] : [words(amount(at), unit, language)]));
  if (shown.length === 0) return words(0, 'minute', language);
  return (match[1] ?? '') + shown.join(language.startsWith('zh') ? '' : ' ');
}

function words(amount: number, unit: (typeof units)[number], language: string): string {
  return new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'long' }).format(amount);
}

const isoPattern =
  /^(-)?P(?!$)(?:(-?\d{1,9})Y)?(?:(-?\d{1,9})M)?(?:(-?\d{1,9})W)?(?:(-?\d{1,9})D)?(?:T(?!$)(?:(-?\d{1,9})H)?(?:(-?\d{1,9})M)?(?:(-?\d{1,9})(?:[.,](\d{1,6}))?S)?)?$/;
const goPattern = /^(-)?(?:(\d{1,9})h)?(?:(\d{1,9})m)?(?:(\d{1,9})(?:\.(\d{1,3}))?s)?(?:(\d{1,9})ms)?$/;
const longest = 10_000 * 360 * 86_400_000;

/**
 * ISO 8601 (`P1DT2H`, `PT90M`) or CEL (`1h30m`, `90s`) as milliseconds; null for any other text and beyond 10,000
 * years. A month counts 30 days and a year 12 months, as when Postgres compares intervals.
 */
export function parseDuration(text: string): number | null {
  const milliseconds = parseIso(text) ?? parseGo(text);
  return milliseconds !== null && Math.abs(milliseconds) <= longest ? milliseconds + 0 : null;
}

function parseIso(text: string): number | null {
  const match = isoPattern.exec(text);
  if (!match) return null;
  const [
    ,
    sign,
    years = '0',
    months = '0',
    weeks = '0',
    days = '0',
    hours = '0',
    minutes = '0',
    seconds = '0',
    fraction = '',
  ] = match;
  const allDays = Number(years) * 360 + Number(months) * 30 + Number(weeks) * 7 + Number(days);
  const milliseconds = Number(fraction.padEnd(3, '0').slice(0, 3)) * (seconds.startsWith('-') ? -1 : 1);
  const total =
    ((allDays * 24 + Number(hours)) * 60 + Number(minutes)) * 60_000 + Number(seconds) * 1000 + milliseconds;
  return sign ? -total : total;
}

function parseGo(text: string): number | null {
  const match = goPattern.exec(text);
  if (!match || text === '' || text === '-') return null;
  const [, sign, hours = '0', minutes = '0', seconds = '0', fraction = '', milliseconds = '0'] = match;
  const total =
    (Number(hours) * 60 + Number(minutes)) * 60_000 +
    Number(seconds) * 1000 +
    Number(fraction.padEnd(3, '0')) +
    Number(milliseconds);
  return sign ? -total : total;
}

/** ISO 8601 with days as the largest unit: `P1DT2H`, `PT-0.5S`, `PT0S`. Postgres reads it. */
export function formatDuration(milliseconds: number): string {
  const size = Math.abs(milliseconds);
  const sign = milliseconds < 0 ? '-' : '';
  const units: readonly [string, number][] = [
    ['H', Math.floor(size / 3_600_000) % 24],
    ['M', Math.floor(size / 60_000) % 60],
    ['S', (size % 60_000) / 1000],
  ];
  const days = Math.floor(size / 86_400_000);
  const time = units.map(([unit, count]) => (count === 0 ? '' : `${sign}${count}${unit}`)).join('');
  if (days === 0 && time === '') return 'PT0S';
  return `P${days === 0 ? '' : `${sign}${days}D`}${time === '' ? '' : `T${time}`}`;
}

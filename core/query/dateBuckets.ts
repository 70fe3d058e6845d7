/** Text forms that sort in time: 2026, 2026-Q2, 2026-05, 2026-W20 (ISO 8601), 2026-05-14. */
export const bucketFormats = {
  year: 'YYYY',
  quarter: 'YYYY-"Q"Q',
  month: 'YYYY-MM',
  week: 'IYYY-"W"IW',
  day: 'YYYY-MM-DD',
} as const;

export function isBucket(call: string): call is keyof typeof bucketFormats {
  return Object.hasOwn(bucketFormats, call);
}

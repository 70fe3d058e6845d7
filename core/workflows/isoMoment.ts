const last = Date.UTC(9999, 11, 31, 23, 59, 59, 999);

/** A time in milliseconds as ISO 8601. Years of five digits, which Postgres does not read so, are the end of 9999. */
export function isoMoment(ms: number): string {
  return new Date(Math.min(ms, last)).toISOString();
}

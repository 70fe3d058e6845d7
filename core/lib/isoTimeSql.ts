/** SQL of a timestamptz as text: ISO 8601 in UTC, in milliseconds; null where it is null. */
export function isoTimeSql(time: string): string {
  return `to_char(${time} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
}

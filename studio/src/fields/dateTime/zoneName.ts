/** The browser's time zone as people call it: `Shanghai (GMT+8)`. */
export function zoneName(language: string): string {
  const format = new Intl.DateTimeFormat(language, { timeZoneName: 'shortOffset' });
  const offset = format.formatToParts(new Date()).find(({ type }) => type === 'timeZoneName')?.value ?? '';
  const city = format.resolvedOptions().timeZone.split('/').at(-1)?.replaceAll('_', ' ') ?? '';
  return city === offset || city === '' ? offset : `${city} (${offset})`;
}

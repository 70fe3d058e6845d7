export interface DurationParts {
  readonly days: number;
  readonly hours: number;
  readonly minutes: number;
}

const pattern = /^(-)?P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/;

/** ISO 8601 duration to whole days, hours and minutes; undefined when it is none, or holds years or months. */
export function parseDuration(text: string): DurationParts | undefined {
  const match = pattern.exec(text);
  if (!match || text.endsWith('P') || text.endsWith('T')) return undefined;
  const [weeks, days, hours, minutes, seconds] = match.slice(2).map((part) => Number(part ?? 0));
  const sign = match[1] ? -1 : 1;
  const total = ((((weeks ?? 0) * 7 + (days ?? 0)) * 24 + (hours ?? 0)) * 60 + (minutes ?? 0)) * 60 + (seconds ?? 0);
  return splitMinutes(sign * Math.round(total / 60));
}

export function formatDuration({ days, hours, minutes }: DurationParts): string {
  const total = (days * 24 + hours) * 60 + minutes;
  const part = splitMinutes(Math.abs(total));
  const date = part.days ? `${part.days}D` : '';
  const time = `${part.hours ? `${part.hours}H` : ''}${part.minutes ? `${part.minutes}M` : ''}`;
  if (!date && !time) return 'PT0S';
  return `${total < 0 ? '-' : ''}P${date}${time ? `T${time}` : ''}`;
}

/** What people type: `1h 30m`, `90m`, `2d`, `1.5h`, `1:30`, `45` (minutes), or ISO 8601. */
export function readDuration(text: string): string | undefined {
  const typed = text.trim().toLowerCase();
  if (typed === '') return undefined;
  const iso = parseDuration(typed.toUpperCase());
  if (iso) return formatDuration(iso);
  const clock = /^(\d+):([0-5]\d)$/.exec(typed);
  if (clock) return fromMinutes(Number(clock[1]) * 60 + Number(clock[2]));
  if (/^\d+(\.\d+)?$/.test(typed)) return fromMinutes(Number(typed));
  const units: Record<string, number> = { d: 1440, h: 60, m: 1, min: 1, 天: 1440, 小时: 60, 时: 60, 分钟: 1, 分: 1 };
  const parts = [...typed.matchAll(/(\d+(?:\.\d+)?)\s*(min|d|h|m|天|小时|时|分钟|分)\s*/g)];
  if (parts.length === 0 || parts.map((part) => part[0]).join('') !== typed) return undefined;
  return fromMinutes(parts.reduce((sum, [, amount, unit]) => sum + Number(amount) * (units[unit ?? ''] ?? 0), 0));
}

function fromMinutes(minutes: number): string {
  return formatDuration(splitMinutes(Math.round(minutes)));
}

function splitMinutes(total: number): DurationParts {
  const sign = total < 0 ? -1 : 1;
  const minutes = Math.abs(total);
  const part = (value: number) => (value === 0 ? 0 : sign * value);
  return {
    days: part(Math.floor(minutes / 1440)),
    hours: part(Math.floor((minutes % 1440) / 60)),
    minutes: part(minutes % 60),
  };
}

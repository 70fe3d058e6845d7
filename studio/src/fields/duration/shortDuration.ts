import { parseDuration } from '../../lib/duration.ts';

/** A duration as it is typed: `1h 30m`, `1小时30分`. What is not understood stands as it is. */
export function shortDuration(iso: string | undefined, language: string): string {
  const parts = iso === undefined ? undefined : parseDuration(iso);
  if (!parts) return iso ?? '';
  const { days, hours, minutes } = parts;
  const isChinese = language.startsWith('zh');
  const [day, hour, minute] = isChinese ? ['天', '小时', '分'] : ['d', 'h', 'm'];
  const shown = [days && `${days}${day}`, hours && `${hours}${hour}`, minutes && `${minutes}${minute}`].filter(Boolean);
  return shown.join(isChinese ? '' : ' ') || `0${minute}`;
}

import { parseDuration } from './duration.ts';

/** Values as people read them, in one language. Dates and times in the browser's time zone. */
export interface Format {
  number(value: number, digits?: number): string;
  /** At most the stored digits, at least two when there is a fraction. */
  money(value: number, currency: string | undefined): string;
  percent(value: number): string;
  /** `2026-03-09`, a day without a zone. */
  date(iso: string): string;
  dateTime(iso: string): string;
  /** `14:30:00` */
  time(iso: string): string;
  duration(iso: string): string;
  bytes(size: number): string;
}

export function createFormat(language: string): Format {
  const day = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeZone: 'UTC' });
  const moment = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' });
  const clock = new Intl.DateTimeFormat(language, { timeStyle: 'short', timeZone: 'UTC' });
  const numbers = new Map<string, Intl.NumberFormat>();
  const formatNumber = (value: number, options: Intl.NumberFormatOptions): string => {
    const key = JSON.stringify(options);
    const format = numbers.get(key) ?? new Intl.NumberFormat(language, options);
    numbers.set(key, format);
    return format.format(value);
  };
  const number = (value: number, digits = 15) => formatNumber(value, { maximumFractionDigits: digits });
  const unit = (value: number, name: string) =>
    formatNumber(value, { style: 'unit', unit: name, unitDisplay: 'short', maximumFractionDigits: 1 });

  return {
    number,
    money(value, currency) {
      if (!currency || !/^[A-Z]{3}$/.test(currency)) return number(value);
      const digits = Number.isInteger(value) ? { minimumFractionDigits: 0 } : {};
      const style = { style: 'currency', currency, currencyDisplay: 'narrowSymbol' } as const;
      return formatNumber(value, { ...style, ...digits });
    },
    percent: (value) => `${number(value)}%`,
    date: (iso) => orText(iso, new Date(`${iso}T00:00:00Z`), day),
    dateTime: (iso) => orText(iso, new Date(iso), moment),
    time: (iso) => orText(iso, new Date(`1970-01-01T${iso}Z`), clock),
    duration(iso) {
      const parts = parseDuration(iso);
      if (!parts) return iso;
      const { days, hours, minutes } = parts;
      const shown = [days && unit(days, 'day'), hours && unit(hours, 'hour'), minutes && unit(minutes, 'minute')];
      return shown.filter(Boolean).join(' ') || unit(0, 'minute');
    },
    bytes(size) {
      if (size < 1000) return unit(size, 'byte');
      return size < 1e6 ? unit(size / 1e3, 'kilobyte') : unit(size / 1e6, 'megabyte');
    },
  };
}

/** What is not a date is shown as it stands. */
function orText(text: string, date: Date, format: Intl.DateTimeFormat): string {
  return Number.isNaN(date.getTime()) ? text : format.format(date);
}

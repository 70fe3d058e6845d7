import type { Json } from '../../lib/json.ts';
import type { RunningCall } from './RunningCall.ts';

type Level = 'debug' | 'info' | 'warn' | 'error';

export interface Log {
  debug(message: unknown, data?: unknown): void;
  info(message: unknown, data?: unknown): void;
  warn(message: unknown, data?: unknown): void;
  error(message: unknown, data?: unknown): void;
}

const longestMessage = 10_000;
const longestData = 50_000;

/** Writes lines in the plugin's log; never throws because of what shall be written. */
export function createLog(call: RunningCall): Log {
  const at = (level: Level) => (message: unknown, data?: unknown) => {
    call.log({
      do: 'log',
      level,
      message: cut(typeof message === 'string' ? message : printed(message)),
      ...(data === undefined ? {} : { data: small(data) }),
    });
  };
  return Object.freeze({ debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') });
}

/** As a line of a console shows it. */
export function printed(value: unknown): string {
  if (typeof value === 'string') return value;
  try {
    if (value instanceof Error) return String(value.stack ?? value);
    return (typeof value === 'object' && value !== null ? JSON.stringify(value) : undefined) ?? String(value);
  } catch {
    return `(${typeof value} that cannot be shown)`;
  }
}

function small(data: unknown): Json {
  const text = jsonText(data);
  return text.length > longestData ? `${text.slice(0, longestData)}…` : JSON.parse(text);
}

function jsonText(data: unknown): string {
  try {
    return data instanceof Error ? JSON.stringify(printed(data)) : (JSON.stringify(data) ?? 'null');
  } catch {
    return JSON.stringify(printed(data));
  }
}

function cut(text: string): string {
  return text.length > longestMessage ? `${text.slice(0, longestMessage - 1)}…` : text;
}

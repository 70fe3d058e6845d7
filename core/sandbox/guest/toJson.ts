import type { Json } from '../../lib/json.ts';

/** As JSON has it: dates as text, what has no value there left out. Throws TypeError for what cannot be written so. */
export function toJson(value: unknown): Json {
  const text = JSON.stringify(value);
  return text === undefined ? null : JSON.parse(text);
}

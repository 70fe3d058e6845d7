import type { Json } from '../../../../../core/lib/json.ts';

/** A value as a line shows it: what is no text stands as JSON. */
export function shownText(value: Json | undefined): string {
  if (value === undefined) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** A text; anything else is none. */
export function textOf(value: Json | undefined): string {
  return typeof value === 'string' ? value : '';
}

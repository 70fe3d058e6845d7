import type { BrowserField } from '../../../../core/model/browserModel.ts';

/** When what is edited in place is saved: with the choice itself; when its line is left or Enter pressed; by a button. */
export type Commit = 'choice' | 'line' | 'buttons';

const choices = new Set(['select', 'relation', 'rating', 'boolean']);
const lines = new Set([
  ...['text', 'email', 'url', 'integer', 'decimal', 'money', 'percent'],
  ...['date', 'dateTime', 'time', 'duration', 'color', 'user'],
]);

export function commitOf({ type }: BrowserField): Commit {
  if (choices.has(type)) return 'choice';
  return lines.has(type) ? 'line' : 'buttons';
}

import type { Mask } from '../model/types.ts';

/** What is seen of a text: `kiln.mask_text` in JavaScript. A text too short for its mask shows nothing. */
export function maskText(text: string, mask: Mask): string {
  const characters = [...text];
  const { length } = characters;
  const first = (count: number) => characters.slice(0, count).join('');
  const last = (count: number) => characters.slice(-count).join('');
  const at = characters.indexOf('@');
  if (mask === 'last4' && length > 4) return `****${last(4)}`;
  if (mask === 'phone' && length > 7) return `${first(3)}****${last(4)}`;
  if (mask === 'first1' && length > 1) return `${first(1)}**`;
  if (mask === 'email' && at > 1) return `${first(1)}***${last(length - at)}`;
  return '****';
}

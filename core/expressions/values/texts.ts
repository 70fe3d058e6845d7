/** Texts count Unicode code points, as Postgres does: size('👍') is 1. */

const surrogate = /[\ud800-\udfff]/;

export function textSize(text: string): number {
  if (!surrogate.test(text)) return text.length;
  let size = 0;
  for (const _ of text) size++;
  return size;
}

/** Code points from `start` to before `end`; what lies outside the text is left out. */
export function textSlice(text: string, start: number, end: number): string {
  const from = Math.max(0, start);
  if (end <= from) return '';
  return surrogate.test(text) ? [...text].slice(from, end).join('') : text.slice(from, end);
}

/** Position in code points, -1 when absent. */
export function textIndexOf(text: string, part: string): number {
  const index = text.indexOf(part);
  return index <= 0 ? index : textSize(text.slice(0, index));
}

/** How many times `part` stands in `text` without overlap. */
export function countParts(text: string, part: string): number {
  if (part === '') return 0;
  let count = 0;
  for (let at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + part.length)) count++;
  return count;
}

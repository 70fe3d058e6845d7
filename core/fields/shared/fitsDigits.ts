/**
 * True when a number has at most `scale` digits after the decimal point and `total - scale` before it, counted on the
 * shortest decimal text that means this number. Up to 15 digits in total a double and Postgres' numeric(total, scale)
 * agree exactly. Ajv's multipleOf cannot say this: it divides doubles. Needs nothing from outside, so that its text can
 * go into a precompiled validator.
 */
export function fitsDigits(value: number, total: number, scale: number): boolean {
  if (!Number.isFinite(value)) return false;
  const text = String(Math.abs(value));
  const end = text.includes('e') ? text.indexOf('e') : text.length;
  const shift = Number(text.slice(end + 1));
  const point = text.includes('.') ? text.indexOf('.') : end;
  const wholeDigits = text.startsWith('0') ? 0 : point + shift;
  return Math.max(end - point - 1, 0) - shift <= scale && wholeDigits <= total - scale;
}

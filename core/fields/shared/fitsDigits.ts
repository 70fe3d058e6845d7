/**
 * True when a number has at most `scale` digits after the decimal point and `total - scale` before it, counted on the shortest
 * decimal text that means this number. Up to 15 digits in total a double and Postgres' numeric(total, scale) agree exactly.
 * Ajv's multipleOf cannot say this: it divides doubles. Needs nothing from outside, so that its text can go into a precompiled
 * validator.
 */
export function fitsDigits(value: number, total: number, scale: number): boolean {
  if (!Number.isFinite(value)) return false;
  const [mantissa = '', exponent = '0'] = String(Math.abs(value)).split('e');
  const [whole = '', fraction = ''] = mantissa.split('.');
  const shift = Number(exponent);
  const wholeDigits = whole === '0' ? 0 : whole.length + shift;
  return fraction.length - shift <= scale && wholeDigits <= total - scale;
}

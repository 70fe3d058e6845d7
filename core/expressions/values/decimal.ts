/**
 * Numbers inside an expression are exact decimals, as Postgres' `numeric` is, so that 0.1 + 0.2 == 0.3 everywhere.
 * A JavaScript number stands for the decimal that its shortest text shows; a Decimal holds what no number can show
 * (roughly beyond 15 digits). Every decimal has exactly one of the two forms.
 */
export type Num = number | Decimal;

/** `digits` × 10^-`scale`; `scale` ≥ 0 and without trailing zeros. */
export class Decimal {
  readonly digits: bigint;
  readonly scale: number;

  constructor(digits: bigint, scale: number) {
    this.digits = digits;
    this.scale = scale;
  }
}

// Up to 15 digits, doubles and decimals map one to one.
const exact = 1e15;
/** Digits after the point that a division keeps. */
const divisionScale = 15;

export function addNum(a: Num, b: Num): Num {
  if (typeof a === 'number' && typeof b === 'number') {
    const sum = a + b;
    if (Number.isInteger(a) && Number.isInteger(b) && Math.abs(sum) < exact) return sum;
    const [x, y] = [Math.round(a * 1e4), Math.round(b * 1e4)];
    if (x / 1e4 === a && y / 1e4 === b && Math.abs(x) < exact && Math.abs(y) < exact && Math.abs(x + y) < exact)
      return (x + y) / 1e4;
  }
  const [x, y, scale] = align(a, b);
  return toNum(x + y, scale);
}

export function negateNum(a: Num): Num {
  return typeof a === 'number' ? 0 - a : new Decimal(-a.digits, a.scale);
}

export function subtractNum(a: Num, b: Num): Num {
  return addNum(a, negateNum(b));
}

export function multiplyNum(a: Num, b: Num): Num {
  if (typeof a === 'number' && typeof b === 'number') {
    const product = a * b;
    // `+ 0` turns -0 into 0.
    if (Number.isInteger(a) && Number.isInteger(b) && Math.abs(product) < exact) return product + 0;
    const [x, y] = [Math.round(a * 1e4), Math.round(b * 1e4)];
    const scaled = x * y;
    if (x / 1e4 === a && y / 1e4 === b && Math.abs(scaled) < exact) return scaled / 1e8 + 0;
  }
  const [x, y] = [toDecimal(a), toDecimal(b)];
  return toNum(x.digits * y.digits, x.scale + y.scale);
}

/** Half away from zero at 15 digits after the point; null for a zero divisor. */
export function divideNum(a: Num, b: Num): Num | null {
  if (b === 0) return null;
  if (typeof a === 'number' && typeof b === 'number') {
    const short = Math.round((a / b) * 1e4) / 1e4;
    if (multiplyNum(short, b) === a) return short + 0;
  }
  const [x, y] = align(a, b);
  return roundNum(toNum((x * 10n ** BigInt(divisionScale + 1)) / y, divisionScale + 1), divisionScale);
}

/** Quotient without its fraction; null for a zero divisor. */
export function quotientNum(a: Num, b: Num): Num | null {
  if (b === 0) return null;
  if (Number.isSafeInteger(a) && Number.isSafeInteger(b) && typeof a === 'number' && typeof b === 'number') {
    return (a - (a % b)) / b + 0;
  }
  const [x, y] = align(a, b);
  return toNum(x / y, 0);
}

/** Rest of the quotient, with the sign of `a`; null for a zero divisor. */
export function remainderNum(a: Num, b: Num): Num | null {
  if (b === 0) return null;
  if (Number.isSafeInteger(a) && Number.isSafeInteger(b) && typeof a === 'number' && typeof b === 'number')
    return (a % b) + 0;
  const [x, y, scale] = align(a, b);
  return toNum(x % y, scale);
}

/** To `places` digits after the point, half away from zero; negative `places` round tens, hundreds …. */
export function roundNum(a: Num, places: number): Num {
  if (typeof a === 'number' && places >= 0 && places <= 4 && Math.abs(a) < 1e9) {
    const scaled = Math.abs(a) * 10 ** places;
    // Away from a tie the error of this one multiplication cannot matter.
    if (Math.abs(scaled - Math.floor(scaled) - 0.5) > 1e-3)
      return (Math.sign(a) * Math.round(scaled)) / 10 ** places + 0;
  }
  const { digits, scale } = toDecimal(a);
  if (scale <= places) return a;
  const unit = 10n ** BigInt(scale - places);
  const doubled = digits * 2n;
  const rounded = (digits < 0n ? doubled - unit : doubled + unit) / (unit * 2n);
  return places >= 0 ? toNum(rounded, places) : toNum(rounded * 10n ** BigInt(-places), 0);
}

export function truncateNum(a: Num): Num {
  if (typeof a === 'number') return Math.trunc(a) + 0;
  return toNum(a.digits / 10n ** BigInt(a.scale), 0);
}

export function floorNum(a: Num): Num {
  if (typeof a === 'number') return Math.floor(a) + 0;
  const unit = 10n ** BigInt(a.scale);
  const whole = a.digits / unit;
  return toNum(a.digits < 0n && a.digits % unit !== 0n ? whole - 1n : whole, 0);
}

/** Below, equal, above: -1, 0, 1. */
export function compareNum(a: Num, b: Num): number {
  if (typeof a === 'number' && typeof b === 'number') return a < b ? -1 : a > b ? 1 : 0;
  const [x, y] = align(a, b);
  return x < y ? -1 : x > y ? 1 : 0;
}

/** Plain digits, never an exponent; as Postgres prints trim_scale(x). */
export function formatNum(a: Num): string {
  const { digits, scale } = toDecimal(a);
  if (scale === 0) return String(digits);
  const text = String(digits < 0n ? -digits : digits).padStart(scale + 1, '0');
  return `${digits < 0n ? '-' : ''}${text.slice(0, -scale)}.${text.slice(-scale)}`;
}

/** `[+-]digits[.digits]` as a number, null for any other text. */
export function parseNum(text: string): Num | null {
  const match = /^([+-]?)([0-9]{1,30})(?:\.([0-9]{1,30}))?$/.exec(text.trim());
  if (!match) return null;
  const [, sign = '', whole = '', fraction = ''] = match;
  const digits = BigInt(whole + fraction);
  return toNum(sign === '-' ? -digits : digits, fraction.length);
}

/** The nearest JavaScript number; null beyond their range. */
export function fromNum(a: Num): number | null {
  if (typeof a === 'number') return a;
  const number = Number(`${a.digits}e-${a.scale}`);
  return Number.isFinite(number) ? number + 0 : null;
}

function toDecimal(a: Num): Decimal {
  if (typeof a !== 'number') return a;
  if (Number.isSafeInteger(a)) return new Decimal(BigInt(a), 0);
  const [mantissa = '', exponent = '0'] = String(a).split('e');
  const [whole = '', fraction = ''] = mantissa.split('.');
  const scale = fraction.length - Number(exponent);
  const digits = BigInt(whole + fraction);
  return scale >= 0 ? new Decimal(digits, scale) : new Decimal(digits * 10n ** BigInt(-scale), 0);
}

function toNum(digits: bigint, scale: number): Num {
  let places = scale;
  let rest = digits;
  while (places > 0 && rest % 10n === 0n) {
    rest /= 10n;
    places--;
  }
  if (rest > -1_000_000_000_000_000n && rest < 1_000_000_000_000_000n) {
    // Up to 10^22 both sides are exact doubles, so the quotient is the nearest double.
    return places <= 22 ? Number(rest) / 10 ** places : Number(`${rest}e-${places}`);
  }
  const number = Number(`${rest}e-${places}`);
  if (Number.isFinite(number)) {
    const shown = toDecimal(number);
    if (shown.digits === rest && shown.scale === places) return number;
  }
  return new Decimal(rest, places);
}

function align(a: Num, b: Num): [bigint, bigint, number] {
  const [x, y] = [toDecimal(a), toDecimal(b)];
  if (x.scale === y.scale) return [x.digits, y.digits, x.scale];
  if (x.scale < y.scale) return [x.digits * 10n ** BigInt(y.scale - x.scale), y.digits, y.scale];
  return [x.digits, y.digits * 10n ** BigInt(x.scale - y.scale), x.scale];
}

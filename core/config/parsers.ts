import { BlockList, isIP } from 'node:net';

/** Turns the text of a variable into its value, or says in a sentence what is wrong with it. */
export type Parser<T> = (given: string) => { value: T } | { problem: string };

export function text(minLength: number): Parser<string> {
  return (given) =>
    given.length >= minLength ? { value: given } : { problem: `it has to be at least ${minLength} characters long.` };
}

export function integer(min: number, max: number): Parser<number> {
  return (given) => {
    const value = Number(given);
    if (/^\d+$/.test(given) && value >= min && value <= max) return { value };
    return { problem: `it has to be a whole number from ${min} to ${max}, and is "${given}".` };
  };
}

export function oneOf<T extends string>(values: readonly T[]): Parser<T> {
  return (given) => {
    const value = values.find((each) => each === given.toLowerCase());
    return value ? { value } : { problem: `it has to be one of ${values.join(', ')}, and is "${given}".` };
  };
}

export const flag: Parser<boolean> = (given) => {
  if (['1', 'true', 'yes', 'on'].includes(given.toLowerCase())) return { value: true };
  if (['0', 'false', 'no', 'off'].includes(given.toLowerCase())) return { value: false };
  return { problem: `it has to be 1 or 0, and is "${given}".` };
};

/** `500kb`, `10mb`, `1gb`, or a number of bytes. */
export const sizeInBytes: Parser<number> = (given) => {
  const units: Readonly<Record<string, number>> = { '': 1, kb: 1024, mb: 1024 ** 2, gb: 1024 ** 3 };
  const [, digits = '', unit = ''] = /^(\d{1,9})\s*(kb|mb|gb|)$/i.exec(given) ?? [];
  const value = Number(digits) * (units[unit.toLowerCase()] ?? 0);
  return value > 0 ? { value } : { problem: `it has to be a size such as 500kb or 10mb, and is "${given}".` };
};

/** Until people can sign in, everybody who reaches the server is its administrator: so nobody else's machine may. */
export const loopbackAddress: Parser<string> = (given) => {
  const loopback = new BlockList();
  loopback.addSubnet('127.0.0.0', 8, 'ipv4');
  loopback.addAddress('::1', 'ipv6');
  const family = isIP(given);
  if (given.toLowerCase() === 'localhost') return { value: given };
  if (family !== 0 && loopback.check(given, family === 6 ? 'ipv6' : 'ipv4')) return { value: given };
  return {
    problem: `this Kiln has no sign-in yet, so it only listens on this machine: 127.0.0.1, ::1 or localhost, and not "${given}". Put a proxy that asks for a password in front of it.`,
  };
};

/** Never repeats the value: it holds a password. */
export const postgresUrl: Parser<string> = (given) => {
  const url = URL.canParse(given) ? new URL(given) : undefined;
  if (!url || !['postgres:', 'postgresql:'].includes(url.protocol)) {
    return { problem: 'it has to look like postgres://user:password@host:5432/database.' };
  }
  if (url.pathname.length < 2) return { problem: 'it names no database: add one at its end, such as /kiln.' };
  return { value: given };
};

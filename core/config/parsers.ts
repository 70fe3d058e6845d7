import { statSync } from 'node:fs';
import { isIP } from 'node:net';
import { resolve } from 'node:path';

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

/** In milliseconds, up to a day: `500ms`, `30s`, `2min`. */
export const duration: Parser<number> = (given) => {
  const units: Readonly<Record<string, number>> = { ms: 1, s: 1000, min: 60_000, h: 3_600_000 };
  const [, digits = '', unit = ''] = /^(\d{1,8})\s*(ms|s|min|h)$/i.exec(given) ?? [];
  const value = Number(digits) * (units[unit.toLowerCase()] ?? 0);
  if (value > 0 && value <= 86_400_000) return { value };
  return { problem: `it has to be a time such as 500ms, 30s or 2min, a day at most, and is "${given}".` };
};

/** An address to listen on, or a name that stands for one. */
export const hostName: Parser<string> = (given) => {
  if (isIP(given) !== 0 || /^[a-z0-9]([a-z0-9.-]{0,252}[a-z0-9])?$/i.test(given)) return { value: given };
  return { problem: `it has to be an address such as 0.0.0.0 or ::1, or a name, and is "${given}".` };
};

/** Whether only this machine reaches a server that listens there. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || host.startsWith('127.');
}

export const httpUrl: Parser<URL> = (given) => {
  const url = URL.canParse(given) ? new URL(given) : undefined;
  if (url && ['http:', 'https:'].includes(url.protocol)) return { value: url };
  return { problem: `it has to be an address such as https://crm.example.com, and is "${given}".` };
};

export const email: Parser<string> = (given) => {
  if (/^[^\s@]+@[^\s@]+$/.test(given) && given.length <= 254) return { value: given.toLowerCase() };
  return { problem: `it has to be an e-mail address, and is "${given}".` };
};

/** Never repeats the value: it holds a password. */
export const smtpUrl: Parser<string> = (given) => {
  if (URL.canParse(given) && /^smtps?:/.test(given)) return { value: given };
  return { problem: 'it has to look like smtps://user:password@host:465 or smtp://host:587.' };
};

/** Absolute path of a file that is there. */
export const file: Parser<string> = (given) => {
  const path = resolve(given);
  if (statSync(path, { throwIfNoEntry: false })?.isFile()) return { value: path };
  return { problem: `there is no file ${path}.` };
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

/** ed25519 keys, base64 of their 32 bytes, with commas between them. */
export const publicKeys: Parser<readonly string[]> = (given) => {
  const keys = given.split(/[\s,]+/).filter(Boolean);
  const wrong = keys.filter((key) => !/^[A-Za-z0-9+/]{43}=$/.test(key));
  if (wrong.length === 0) return { value: Object.freeze(keys) };
  return { problem: `"${wrong[0]}" is no public key; "npx kiln plugin keys" makes one.` };
};

/** `erp.local,*.lan:8080` */
export const hostPatterns: Parser<readonly string[]> = (given) => {
  const patterns = given.split(/[\s,]+/).filter(Boolean);
  const wrong = patterns.find(
    (pattern) => !/^(\*\.)?[a-z0-9.-]+(:\d{1,5})?$|^\[[0-9a-f:]+\](:\d{1,5})?$/i.test(pattern),
  );
  if (wrong === undefined) return { value: Object.freeze(patterns) };
  return { problem: `"${wrong}" is no host such as erp.local, *.lan or 10.0.0.5:8080.` };
};

import { controlSet, percentDecode, percentEncode } from './percent.ts';

/** Punycode of a domain, lower-case; '' when it cannot be one. */
export type ToAscii = (domain: string) => string;

/** A host as URLs write it; undefined when it is none. `opaque`: of a scheme that has no domains. */
export function parseHost(text: string, opaque: boolean, toAscii: ToAscii): string | undefined {
  if (text.startsWith('[')) {
    const address = text.endsWith(']') ? parseIpv6(text.slice(1, -1)) : undefined;
    return address && `[${serializeIpv6(address)}]`;
  }
  if (opaque) return /[\0\t\n\r #/:<>?@[\\\]^|]/.test(text) ? undefined : percentEncode(text, controlSet);
  const domain = percentDecode(text);
  const ascii = isPlain(domain) ? domain.toLowerCase() : forbidden(domain) ? '' : toAscii(domain);
  if (ascii === '' || forbidden(ascii)) return undefined;
  return endsInNumber(ascii) ? parseIpv4(ascii) : ascii;
}

/** What needs no table of characters. */
function isPlain(domain: string): boolean {
  return /^\p{ASCII}*$/u.test(domain) && !/(^|\.)xn--/i.test(domain);
}

function forbidden(domain: string): boolean {
  return /[\0-\x20#/:<>?@[\\\]^|%\x7f]/.test(domain);
}

function endsInNumber(domain: string): boolean {
  const parts = domain.split('.');
  if (parts.at(-1) === '') {
    if (parts.length === 1) return false;
    parts.pop();
  }
  const last = parts.at(-1) ?? '';
  return /^\d+$/.test(last) || /^0x[0-9a-f]*$/i.test(last);
}

function parseIpv4(text: string): string | undefined {
  const parts = text.split('.');
  if (parts.at(-1) === '' && parts.length > 1) parts.pop();
  if (parts.length > 4) return undefined;
  const numbers = parts.map(ipv4Number);
  const last = numbers.pop();
  if (last === undefined || numbers.some((number) => number === undefined || number > 255)) return undefined;
  if (last >= 256 ** (4 - numbers.length)) return undefined;
  const address = numbers.reduce<number>((sum, number, index) => sum + (number ?? 0) * 256 ** (3 - index), last);
  return [24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256).join('.');
}

function ipv4Number(text: string): number | undefined {
  if (/^0x[0-9a-f]*$/i.test(text)) return text.length === 2 ? 0 : Number.parseInt(text.slice(2), 16);
  if (/^0[0-7]+$/.test(text)) return Number.parseInt(text, 8);
  return /^(0|[1-9]\d*)$/.test(text) ? Number(text) : undefined;
}

function parseIpv6(text: string): number[] | undefined {
  const halves = text.split('::');
  if (halves.length > 2) return undefined;
  const [before, after] = halves.map((half, index) => ipv6Pieces(half, index === halves.length - 1));
  if (!before) return undefined;
  if (halves.length === 1) return before.length === 8 ? before : undefined;
  if (!after) return undefined;
  const missing = 8 - before.length - after.length;
  return missing >= 1 ? [...before, ...Array<number>(missing).fill(0), ...after] : undefined;
}

/** Pieces of 16 bits; the last may be an IPv4 address, which makes two. */
function ipv6Pieces(text: string, isLast: boolean): number[] | undefined {
  if (text === '') return [];
  const pieces: number[] = [];
  const parts = text.split(':');
  for (const [index, part] of parts.entries()) {
    if (/^[0-9a-f]{1,4}$/i.test(part)) pieces.push(Number.parseInt(part, 16));
    else if (isLast && index === parts.length - 1 && /^(0|[1-9]\d{0,2})(\.(0|[1-9]\d{0,2})){3}$/.test(part)) {
      const [a = 0, b = 0, c = 0, d = 0] = part.split('.').map(Number);
      if (Math.max(a, b, c, d) > 255) return undefined;
      pieces.push(a * 256 + b, c * 256 + d);
    } else return undefined;
  }
  return pieces;
}

function serializeIpv6(pieces: readonly number[]): string {
  let best = { start: 0, length: 1 };
  for (let start = 0; start < 8; start += 1) {
    let length = 0;
    while (start + length < 8 && pieces[start + length] === 0) length += 1;
    if (length > best.length) best = { start, length };
  }
  const hex = pieces.map((piece) => piece.toString(16));
  if (best.length < 2) return hex.join(':');
  return `${hex.slice(0, best.start).join(':')}::${hex.slice(best.start + best.length).join(':')}`;
}

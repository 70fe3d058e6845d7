import { KilnDOMException } from './KilnDOMException.ts';

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const values = new Int8Array(128).fill(-1).map((_, code) => alphabet.indexOf(String.fromCharCode(code)));

export function toBase64(bytes: Uint8Array): string {
  let text = '';
  for (let index = 0; index < bytes.length; index += 3) {
    const [a = 0, b = 0, c = 0] = bytes.subarray(index, index + 3);
    const bits = (a << 16) | (b << 8) | c;
    text += alphabet.charAt(bits >> 18) + alphabet.charAt((bits >> 12) & 63);
    text += index + 1 < bytes.length ? alphabet.charAt((bits >> 6) & 63) : '=';
    text += index + 2 < bytes.length ? alphabet.charAt(bits & 63) : '=';
  }
  return text;
}

/**
 * The forgiving decoding of the web: white space does not count, and padding may be left out. Undefined: it is none.
 */
function fromBase64(text: string): Uint8Array | undefined {
  let digits = text.replaceAll(/[\t\n\f\r ]/g, '');
  if (digits.length % 4 === 0) digits = digits.replace(/==?$/, '');
  if (digits.length % 4 === 1) return undefined;
  const bytes = new Uint8Array(Math.floor((digits.length * 3) / 4));
  let bits = 0;
  let held = 0;
  let written = 0;
  for (let index = 0; index < digits.length; index += 1) {
    const value = values[digits.charCodeAt(index)] ?? -1;
    if (value < 0) return undefined;
    bits = ((bits << 6) | value) & 0xff_ff_ff;
    held += 6;
    if (held >= 8) {
      held -= 8;
      bytes[written] = (bits >> held) & 255;
      written += 1;
    }
  }
  return bytes;
}

/** Throws SyntaxError when it is none. */
export function bytesOfBase64(text: string): Uint8Array {
  const bytes = fromBase64(text);
  if (!bytes) throw new SyntaxError('The text is no base64.');
  return bytes;
}

export function btoa(text: unknown): string {
  const string = String(text);
  const bytes = new Uint8Array(string.length);
  for (let index = 0; index < string.length; index += 1) {
    const code = string.charCodeAt(index);
    if (code > 255) throw new KilnDOMException('btoa takes characters up to U+00FF.', 'InvalidCharacterError');
    bytes[index] = code;
  }
  return toBase64(bytes);
}

export function atob(text: unknown): string {
  const bytes = fromBase64(String(text));
  if (!bytes) throw new KilnDOMException('The text is no base64.', 'InvalidCharacterError');
  let decoded = '';
  for (const byte of bytes) decoded += String.fromCharCode(byte);
  return decoded;
}

import { decodeUtf8, encodeUtf8 } from '../utf8.ts';

/** Whether a character is written as `%XX`. */
export type EncodeSet = (code: number) => boolean;

const among = (characters: string, beyond: EncodeSet): EncodeSet => {
  const codes = new Set([...characters].map((character) => character.charCodeAt(0)));
  return (code) => codes.has(code) || beyond(code);
};

/** The sets of the URL Standard, each with all of the one before. */
export const controlSet: EncodeSet = (code) => code <= 0x1f || code > 0x7e;
export const fragmentSet = among(' "<>`', controlSet);
export const querySet = among(' "#<>', controlSet);
export const specialQuerySet = among("'", querySet);
export const pathSet = among('?^`{}', querySet);
export const userinfoSet = among('/:;=@[\\]|', pathSet);
/** Of `application/x-www-form-urlencoded`, apart from the space. */
export const formSet = among("$%&+,!'()~", userinfoSet);

export function percentEncode(text: string, set: EncodeSet): string {
  let encoded = '';
  for (const character of text.toWellFormed()) {
    const code = character.codePointAt(0) ?? 0;
    encoded += set(code) ? percentBytes(character) : character;
  }
  return encoded;
}

function percentBytes(character: string): string {
  let encoded = '';
  for (const byte of encodeUtf8(character)) encoded += `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
  return encoded;
}

/** `%XX` become bytes, which are read as UTF-8; a `%` without two digits stays. */
export function percentDecode(text: string): string {
  if (!text.includes('%')) return text.toWellFormed();
  const bytes = encodeUtf8(text);
  const decoded = new Uint8Array(bytes.length);
  let length = 0;
  for (let at = 0; at < bytes.length; at += 1) {
    const digits = bytes[at] === 0x25 ? String.fromCharCode(bytes[at + 1] ?? 0, bytes[at + 2] ?? 0) : '';
    if (/^[0-9A-Fa-f]{2}$/.test(digits)) {
      decoded[length] = Number.parseInt(digits, 16);
      at += 2;
    } else decoded[length] = bytes[at] ?? 0;
    length += 1;
  }
  return decodeUtf8(decoded.subarray(0, length), true);
}

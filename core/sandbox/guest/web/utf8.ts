const replacement = 0xff_fd;

/** Half characters (lone surrogates) become U+FFFD. */
export function encodeUtf8(text: string): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(text.length * 3);
  let length = 0;
  for (let index = 0; index < text.length; index += 1) {
    let code = text.codePointAt(index) ?? 0;
    if (code > 0xff_ff) index += 1;
    else if (code >= 0xd8_00 && code <= 0xdf_ff) code = replacement;
    length = writeCode(bytes, length, code);
  }
  return bytes.slice(0, length);
}

/** Writes the bytes of one code point at `at`; answers where the next goes. */
export function writeCode(bytes: Uint8Array, at: number, code: number): number {
  if (code < 0x80) {
    bytes[at] = code;
    return at + 1;
  }
  const more = code < 0x8_00 ? 1 : code < 0x1_00_00 ? 2 : 3;
  bytes[at] = ((0xff_00 >> (more + 1)) & 0xff) | (code >> (6 * more));
  for (let left = more - 1; left >= 0; left -= 1) bytes[at + more - left] = 0x80 | ((code >> (6 * left)) & 63);
  return at + more + 1;
}

/** Reads UTF-8 piece by piece, as the Encoding Standard has it: each longest broken start becomes one U+FFFD. */
export interface Utf8Reader {
  /** The text of these bytes; `more`: others follow. Throws TypeError for what is broken when it is `fatal`. */
  read(bytes: Uint8Array, more: boolean): string;
}

export function createUtf8Reader(fatal: boolean): Utf8Reader {
  let needed = 0;
  let code = 0;
  let least = 0x80;
  let most = 0xbf;

  function broken(): number {
    if (fatal) throw new TypeError('The bytes are not valid UTF-8.');
    return replacement;
  }

  function begin(byte: number): number | undefined {
    if (byte < 0x80) return byte;
    least = 0x80;
    most = 0xbf;
    if (byte >= 0xc2 && byte <= 0xdf) {
      needed = 1;
      code = byte & 31;
    } else if (byte >= 0xe0 && byte <= 0xef) {
      if (byte === 0xe0) least = 0xa0;
      if (byte === 0xed) most = 0x9f;
      needed = 2;
      code = byte & 15;
    } else if (byte >= 0xf0 && byte <= 0xf4) {
      if (byte === 0xf0) least = 0x90;
      if (byte === 0xf4) most = 0x8f;
      needed = 3;
      code = byte & 7;
    } else return broken();
    return undefined;
  }

  return {
    read(bytes, more) {
      const pieces: string[] = [];
      let codes: number[] = [];
      const push = (next: number) => {
        codes.push(next);
        if (codes.length === 4_096) {
          pieces.push(String.fromCodePoint(...codes));
          codes = [];
        }
      };
      for (const byte of bytes) {
        if (needed > 0 && byte >= least && byte <= most) {
          least = 0x80;
          most = 0xbf;
          code = (code << 6) | (byte & 63);
          needed -= 1;
          if (needed === 0) push(code);
          continue;
        }
        if (needed > 0) {
          needed = 0;
          push(broken());
        }
        const whole = begin(byte);
        if (whole !== undefined) push(whole);
      }
      if (!more && needed > 0) {
        needed = 0;
        push(broken());
      }
      return pieces.join('') + String.fromCodePoint(...codes);
    },
  };
}

/** What is broken becomes U+FFFD. */
export function decodeUtf8(bytes: Uint8Array, keepBom = false): string {
  const text = createUtf8Reader(false).read(bytes, false);
  return keepBom ? text : text.replace(/^\uFEFF/, '');
}

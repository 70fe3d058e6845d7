import { createUtf8Reader, encodeUtf8, type Utf8Reader, writeCode } from './utf8.ts';

export class KilnTextEncoder {
  get encoding(): string {
    return 'utf-8';
  }

  encode(text = ''): Uint8Array {
    return encodeUtf8(String(text));
  }

  encodeInto(text: string, target: Uint8Array): { read: number; written: number } {
    const room = new Uint8Array(4);
    let read = 0;
    let written = 0;
    for (const character of String(text).toWellFormed()) {
      const length = writeCode(room, 0, character.codePointAt(0) ?? 0);
      if (written + length > target.length) break;
      target.set(room.subarray(0, length), written);
      read += character.length;
      written += length;
    }
    return { read, written };
  }
}

const labels: Readonly<Record<string, string>> = {
  'unicode-1-1-utf-8': 'utf-8',
  'utf-8': 'utf-8',
  utf8: 'utf-8',
  'utf-16': 'utf-16le',
  'utf-16le': 'utf-16le',
};

/** UTF-8 and UTF-16LE; other encodings throw RangeError. */
export class KilnTextDecoder {
  readonly encoding: string;
  readonly fatal: boolean;
  readonly ignoreBOM: boolean;
  #reader: Utf8Reader;
  #begun = false;

  constructor(label = 'utf-8', { fatal = false, ignoreBOM = false }: { fatal?: boolean; ignoreBOM?: boolean } = {}) {
    const name = String(label).trim().toLowerCase();
    const encoding = Object.hasOwn(labels, name) ? labels[name] : undefined;
    if (encoding === undefined) throw new RangeError(`The encoding "${label}" is not known here.`);
    this.encoding = encoding;
    this.fatal = Boolean(fatal);
    this.ignoreBOM = Boolean(ignoreBOM);
    this.#reader = this.#newReader();
  }

  decode(input?: ArrayBuffer | ArrayBufferView, { stream = false }: { stream?: boolean } = {}): string {
    let text: string;
    try {
      text = this.#reader.read(bytesOf(input), stream);
    } catch (error) {
      this.#restart();
      throw error;
    }
    if (!this.#begun && text !== '') {
      this.#begun = true;
      if (!this.ignoreBOM && text.startsWith('\uFEFF')) text = text.slice(1);
    }
    if (!stream) this.#restart();
    return text;
  }

  #restart(): void {
    this.#begun = false;
    this.#reader = this.#newReader();
  }

  #newReader(): Utf8Reader {
    return this.encoding === 'utf-8' ? createUtf8Reader(this.fatal) : createUtf16Reader(this.fatal);
  }
}

function bytesOf(input: ArrayBuffer | ArrayBufferView | undefined): Uint8Array {
  if (input === undefined) return new Uint8Array();
  if (input instanceof ArrayBuffer) return new Uint8Array(input);
  if (ArrayBuffer.isView(input)) return new Uint8Array(input.buffer, input.byteOffset, input.byteLength);
  throw new TypeError('TextDecoder takes an ArrayBuffer or a view of one.');
}

function createUtf16Reader(fatal: boolean): Utf8Reader {
  let held = new Uint8Array();
  return {
    read(bytes, more) {
      const all = new Uint8Array(held.length + bytes.length);
      all.set(held);
      all.set(bytes, held.length);
      let end = all.length - (all.length % 2);
      const lastUnit = end >= 2 ? (all[end - 1] ?? 0) : 0;
      if (more && lastUnit >= 0xd8 && lastUnit <= 0xdb) end -= 2;
      held = more ? all.slice(end) : new Uint8Array();
      let text = '';
      for (let at = 0; at < end; at += 2) text += String.fromCharCode((all[at] ?? 0) | ((all[at + 1] ?? 0) << 8));
      if (!more && end < all.length) text += '\uFFFD';
      if (fatal && (!text.isWellFormed() || (!more && end < all.length))) {
        throw new TypeError('The bytes are not valid UTF-16LE.');
      }
      return text.toWellFormed();
    },
  };
}

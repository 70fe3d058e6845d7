/**
 * A ring of memory that an isolate and the process around it share: what the guest says waits there until the process
 * looks, which it does when the guest has run all that it could. Neither waits for the other, no thread is woken, and
 * it never holds more than its size, whoever writes. What does not fit is said aloud.
 *
 * Two counters of code units ever written and ever read, modulo 2^32, then the code units. A message is its length in
 * two units, then its text.
 */

/** Code units of the ring; a power of two. */
const size = 32_768;
const heads = 2 * Int32Array.BYTES_PER_ELEMENT;
const written = 0;
const read = 1;
/** Units of a length. */
const lengths = 2;

export const outboxBytes = heads + size * Uint16Array.BYTES_PER_ELEMENT;

/** The guest's end. False: it is too long for what is free. */
export function createOutboxWriter(memory: SharedArrayBuffer): (text: string) => boolean {
  const { load, store } = Atomics;
  const counters = new Int32Array(memory, 0, 2);
  const ring = new Uint16Array(memory, heads, size);
  return (text) => {
    const { length } = text;
    const from = load(counters, written);
    if (length + lengths > size - ((from - load(counters, read)) >>> 0)) return false;
    ring[from & (size - 1)] = length & 0xffff;
    ring[(from + 1) & (size - 1)] = length >>> 16;
    for (let at = 0; at < length; at += 1) ring[(from + lengths + at) & (size - 1)] = text.charCodeAt(at);
    store(counters, written, (from + lengths + length) | 0);
    return true;
  };
}

/**
 * The process's end: each message that was there when it began. It ends early at what no writer of this file has
 * written, and forgets the rest.
 */
export function createOutboxReader(memory: SharedArrayBuffer): () => Generator<string> {
  const counters = new Int32Array(memory, 0, 2);
  const ring = new Uint16Array(memory, heads, size);
  const units = Buffer.from(memory, heads);
  let at = Atomics.load(counters, read);

  function piece(from: number, length: number): string {
    const start = (from & (size - 1)) * 2;
    const end = Math.min(start + length * 2, units.length);
    const first = units.toString('utf16le', start, end);
    const rest = length * 2 - (end - start);
    return rest === 0 ? first : first + units.toString('utf16le', 0, rest);
  }

  return function* () {
    const end = Atomics.load(counters, written);
    while (at !== end) {
      const length = (ring[at & (size - 1)] ?? 0) + (ring[(at + 1) & (size - 1)] ?? 0) * 0x10000;
      const waiting = (end - at) >>> 0;
      const fits = waiting <= size && length + lengths <= waiting;
      const text = fits ? piece(at + lengths, length) : '';
      at = fits ? (at + lengths + length) | 0 : end;
      Atomics.store(counters, read, at);
      yield text;
    }
  };
}

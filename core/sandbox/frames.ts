import type { Duplex } from 'node:stream';
import type { Json } from '../lib/json.ts';

/**
 * Messages on a pipe: four bytes with the length, then JSON in UTF-8. Node's own IPC would do, but takes a message of
 * any size from whoever writes it.
 */
export interface Frames {
  /** False once the pipe is gone. Throws RangeError for a message that is too long. */
  send(message: object): boolean;
  /** Bytes that wait to be written. */
  readonly waiting: number;
}

const head = 4;

/** `receive` gets each message; `fail` is told once when the other side sends what is none, or closes. */
export function createFrames(
  pipe: Duplex,
  largest: number,
  receive: (message: Json) => void,
  fail: (reason: Error | undefined) => void,
): Frames {
  let pieces: Buffer[] = [];
  let held = 0;
  let over = false;

  function end(reason?: Error): void {
    if (over) return;
    over = true;
    pieces = [];
    pipe.destroy();
    fail(reason);
  }

  function take(length: number): Buffer {
    const all = pieces.length === 1 && pieces[0] ? pieces[0] : Buffer.concat(pieces, held);
    pieces = all.length > length ? [all.subarray(length)] : [];
    held = all.length - length;
    return all.subarray(0, length);
  }

  let needed: number | undefined;
  function read(): void {
    while (!over) {
      if (needed === undefined) {
        if (held < head) return;
        needed = take(head).readUInt32LE();
        if (needed > largest) {
          end(new RangeError(`A message of ${needed} bytes was announced.`));
          return;
        }
      }
      if (held < needed) return;
      const text = take(needed).toString('utf8');
      needed = undefined;
      let message: Json;
      try {
        message = JSON.parse(text);
      } catch (cause) {
        end(new SyntaxError('A message is no JSON.', { cause }));
        return;
      }
      receive(message);
    }
  }

  /** What is sent in one turn of the event loop goes in one write: each wakes the process at the other end. */
  function hold(): void {
    if (pipe.writableCorked > 0) return;
    pipe.cork();
    setImmediate(() => pipe.uncork());
  }

  pipe.on('data', (piece: Buffer) => {
    if (over) return;
    pieces.push(piece);
    held += piece.length;
    read();
  });
  pipe.on('close', () => end());
  pipe.on('error', () => end());

  return {
    get waiting() {
      return pipe.writableLength;
    },
    send(message) {
      if (over) return false;
      const text = JSON.stringify(message);
      const length = Buffer.byteLength(text);
      if (length > largest) throw new RangeError(`A message of ${length} bytes is too long.`);
      const frame = Buffer.allocUnsafe(head + length);
      frame.writeUInt32LE(length);
      frame.write(text, head);
      hold();
      pipe.write(frame);
      return true;
    },
  };
}

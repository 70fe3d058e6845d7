import type { Readable } from 'node:stream';

/** Part of a file, in bytes, both ends included. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/** Where the bytes of files lie. Ids are uuids; every method throws KILN_NOT_FOUND for anything else. */
export interface FileStorage {
  /** Stores all of `content` durably, or nothing of it when the stream fails. */
  put(id: string, content: Readable): Promise<void>;
  /** Throws KILN_NOT_FOUND before the first byte when there is no such file. */
  get(id: string, range?: ByteRange): Promise<Readable>;
  /** Does nothing when there is no such file. */
  remove(id: string): Promise<void>;
  /** Ids of the files stored before `time`, in no order. */
  storedBefore(time: Date): AsyncIterable<string>;
}

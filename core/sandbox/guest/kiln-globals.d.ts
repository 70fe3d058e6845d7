/**
 * What a plugin finds besides the language itself: standards of the web. There is no `fetch` (it is `ctx.fetch`), no
 * WebAssembly, no SharedArrayBuffer, and nothing of Node.
 */

interface Console {
  /** Lines of the plugin's log; `log` and `info` are `ctx.log.info`. Outside of calls they go nowhere. */
  debug(...values: readonly unknown[]): void;
  trace(...values: readonly unknown[]): void;
  log(...values: readonly unknown[]): void;
  info(...values: readonly unknown[]): void;
  warn(...values: readonly unknown[]): void;
  error(...values: readonly unknown[]): void;
}
declare const console: Console;

/** Timers belong to the call that sets them: what is not due when it ends never runs. Milliseconds. */
declare function setTimeout<A extends unknown[]>(f: (...args: A) => void, ms?: number, ...args: A): number;
declare function setInterval<A extends unknown[]>(f: (...args: A) => void, ms?: number, ...args: A): number;
declare function clearTimeout(id: number | undefined): void;
declare function clearInterval(id: number | undefined): void;
declare function queueMicrotask(f: () => void): void;

/** Copies all but functions, symbols, promises and the like, which throw `DataCloneError`. */
declare function structuredClone<T>(value: T): T;
declare function atob(text: string): string;
declare function btoa(text: string): string;

interface DOMException extends Error {
  readonly code: number;
}
declare const DOMException: { new (message?: string, name?: string): DOMException; readonly prototype: DOMException };

interface Event {
  readonly type: string;
  readonly target: EventTarget | null;
  readonly cancelable: boolean;
  readonly defaultPrevented: boolean;
  preventDefault(): void;
  stopImmediatePropagation(): void;
}
declare const Event: { new (type: string, options?: { cancelable?: boolean }): Event; readonly prototype: Event };

type EventListenerOrObject = ((event: Event) => void) | { handleEvent(event: Event): void };
interface EventTarget {
  addEventListener(
    type: string,
    listener: EventListenerOrObject | null,
    options?: boolean | { once?: boolean; signal?: AbortSignal },
  ): void;
  removeEventListener(type: string, listener: EventListenerOrObject | null): void;
  dispatchEvent(event: Event): boolean;
}
declare const EventTarget: { new (): EventTarget; readonly prototype: EventTarget };

interface AbortSignal extends EventTarget {
  readonly aborted: boolean;
  readonly reason: unknown;
  onabort: ((event: Event) => void) | null;
  throwIfAborted(): void;
}
declare const AbortSignal: {
  readonly prototype: AbortSignal;
  abort(reason?: unknown): AbortSignal;
  any(signals: Iterable<AbortSignal>): AbortSignal;
  timeout(ms: number): AbortSignal;
};
interface AbortController {
  readonly signal: AbortSignal;
  abort(reason?: unknown): void;
}
declare const AbortController: { new (): AbortController; readonly prototype: AbortController };

interface TextEncoder {
  readonly encoding: 'utf-8';
  encode(text?: string): Uint8Array<ArrayBuffer>;
  encodeInto(text: string, target: Uint8Array): { read: number; written: number };
}
declare const TextEncoder: { new (): TextEncoder; readonly prototype: TextEncoder };
interface TextDecoder {
  readonly encoding: string;
  readonly fatal: boolean;
  readonly ignoreBOM: boolean;
  decode(bytes?: ArrayBuffer | ArrayBufferView, options?: { stream?: boolean }): string;
}
/** UTF-8 and UTF-16LE; others throw RangeError. */
declare const TextDecoder: {
  new (label?: string, options?: { fatal?: boolean; ignoreBOM?: boolean }): TextDecoder;
  readonly prototype: TextDecoder;
};

interface URL {
  href: string;
  readonly origin: string;
  protocol: string;
  username: string;
  password: string;
  host: string;
  hostname: string;
  port: string;
  pathname: string;
  search: string;
  readonly searchParams: URLSearchParams;
  hash: string;
  toString(): string;
  toJSON(): string;
}
declare const URL: {
  new (url: string | URL, base?: string | URL): URL;
  readonly prototype: URL;
  canParse(url: string | URL, base?: string | URL): boolean;
  parse(url: string | URL, base?: string | URL): URL | null;
};
interface URLSearchParams extends Iterable<[string, string]> {
  readonly size: number;
  append(name: string, value: string): void;
  delete(name: string, value?: string): void;
  get(name: string): string | null;
  getAll(name: string): string[];
  has(name: string, value?: string): boolean;
  set(name: string, value: string): void;
  sort(): void;
  forEach(f: (value: string, name: string, params: URLSearchParams) => void): void;
  entries(): IterableIterator<[string, string]>;
  keys(): IterableIterator<string>;
  values(): IterableIterator<string>;
  toString(): string;
}
declare const URLSearchParams: {
  new (
    init?: string | Iterable<readonly [string, string]> | { readonly [name: string]: string } | URLSearchParams,
  ): URLSearchParams;
  readonly prototype: URLSearchParams;
};

interface Crypto {
  randomUUID(): string;
  /** At most 65,536 bytes. */
  getRandomValues<T extends ArrayBufferView>(array: T): T;
  readonly subtle: {
    digest(
      algorithm: 'SHA-1' | 'SHA-256' | 'SHA-384' | 'SHA-512' | { name: string },
      data: ArrayBuffer | ArrayBufferView,
    ): Promise<ArrayBuffer>;
  };
}
declare const crypto: Crypto;

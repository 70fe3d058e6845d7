import { KilnDOMException } from './KilnDOMException.ts';

export type Listener = ((event: KilnEvent) => void) | { handleEvent(event: KilnEvent): void };

export class KilnEvent {
  readonly type: string;
  readonly cancelable: boolean;
  defaultPrevented = false;
  target: KilnEventTarget | null = null;
  /** No later listener is called. */
  stopped = false;

  constructor(type: unknown, { cancelable = false }: { cancelable?: boolean } = {}) {
    this.type = String(type);
    this.cancelable = cancelable;
  }

  preventDefault(): void {
    if (this.cancelable) this.defaultPrevented = true;
  }

  stopImmediatePropagation(): void {
    this.stopped = true;
  }
}

interface ListenerOptions {
  once?: boolean;
  signal?: KilnEventTarget & { readonly aborted: boolean };
}

export class KilnEventTarget {
  #listeners: { readonly type: string; readonly listener: Listener; readonly once: boolean }[] = [];

  addEventListener(type: string, listener: Listener | null, options: boolean | ListenerOptions = {}): void {
    if (!listener) return;
    const { once = false, signal } = typeof options === 'boolean' ? {} : options;
    if (signal?.aborted || this.#listeners.some((known) => known.type === type && known.listener === listener)) return;
    this.#listeners.push({ type, listener, once });
    signal?.addEventListener('abort', () => this.removeEventListener(type, listener), { once: true });
  }

  removeEventListener(type: string, listener: Listener | null): void {
    this.#listeners = this.#listeners.filter((known) => known.type !== type || known.listener !== listener);
  }

  /** What a listener throws is told as an unhandled rejection, and keeps no other from being called. */
  dispatchEvent(event: KilnEvent): boolean {
    event.target = this;
    for (const { type, listener, once } of [...this.#listeners]) {
      if (type !== event.type) continue;
      if (event.stopped) break;
      if (once) this.removeEventListener(type, listener);
      try {
        if (typeof listener === 'function') Reflect.apply(listener, this, [event]);
        else listener.handleEvent(event);
      } catch (error) {
        Promise.reject(error);
      }
    }
    return !event.defaultPrevented;
  }
}

/** Opens the constructor: signals come from a controller. */
const key = Symbol('key');
type Abort = (reason?: unknown) => void;

/** AbortController and AbortSignal. `setTimer`: runs something later. */
export function abortClasses(setTimer: (f: () => void, ms: number) => void): Readonly<Record<string, unknown>> {
  class AbortSignal extends KilnEventTarget {
    #aborted = false;
    #reason: unknown;
    onabort: ((event: KilnEvent) => void) | null = null;

    constructor(given?: unknown, taken?: (abort: Abort) => void) {
      super();
      if (given !== key) throw new TypeError('An AbortSignal comes from an AbortController.');
      taken?.((reason) => this.#abort(reason));
    }

    #abort(reason: unknown = new KilnDOMException('It was aborted.', 'AbortError')): void {
      if (this.#aborted) return;
      this.#aborted = true;
      this.#reason = reason;
      const event = new KilnEvent('abort');
      this.dispatchEvent(event);
      this.onabort?.(event);
    }

    get aborted(): boolean {
      return this.#aborted;
    }

    get reason(): unknown {
      return this.#reason;
    }

    throwIfAborted(): void {
      if (this.#aborted) throw this.#reason;
    }

    static abort(reason?: unknown): AbortSignal {
      const { signal, abort } = newSignal();
      abort(reason);
      return signal;
    }

    static timeout(ms: number): AbortSignal {
      const { signal, abort } = newSignal();
      setTimer(() => abort(new KilnDOMException('It took too long.', 'TimeoutError')), ms);
      return signal;
    }

    static any(signals: Iterable<AbortSignal>): AbortSignal {
      const { signal, abort } = newSignal();
      for (const each of signals) {
        if (each.aborted) abort(each.reason);
        else each.addEventListener('abort', () => abort(each.reason), { once: true });
      }
      return signal;
    }
  }

  function newSignal(): { signal: AbortSignal; abort: Abort } {
    let abort: Abort = () => undefined;
    const signal = new AbortSignal(key, (given) => {
      abort = given;
    });
    return { signal, abort };
  }

  class AbortController {
    readonly #made = newSignal();

    get signal(): AbortSignal {
      return this.#made.signal;
    }

    abort(reason?: unknown): void {
      this.#made.abort(reason);
    }
  }

  return { AbortController, AbortSignal };
}

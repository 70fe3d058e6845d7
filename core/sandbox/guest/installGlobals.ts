import { type UrlParts, type UrlRequest, urlShape } from '../protocol.ts';
import type { Guest, Post } from './createGuest.ts';
import { atob, btoa } from './web/base64.ts';
import { createConsole } from './web/createConsole.ts';
import { createCrypto } from './web/createCrypto.ts';
import { createTimers } from './web/createTimers.ts';
import { createUrl } from './web/createUrl.ts';
import { KilnTextDecoder, KilnTextEncoder } from './web/encoding.ts';
import { abortClasses, KilnEvent, KilnEventTarget } from './web/events.ts';
import { KilnDOMException } from './web/KilnDOMException.ts';
import { KilnURLSearchParams } from './web/KilnURLSearchParams.ts';
import { structuredClone } from './web/structuredClone.ts';

/** Gives the isolate the standards of the web that the language itself does not have. */
export function installGlobals({ current }: Guest, post: Post): void {
  function readUrl(request: UrlRequest): UrlParts | undefined {
    const parts = post({ type: 'url', request });
    return parts === '' ? undefined : urlShape(JSON.parse(parts), '');
  }

  const globals: Readonly<Record<string, unknown>> = {
    ...createTimers(current),
    ...abortClasses((f, ms) => current()?.setTimer(f, ms)),
    console: createConsole(current),
    crypto: createCrypto((bytes) => post({ type: 'random', bytes })),
    DOMException: KilnDOMException,
    Event: KilnEvent,
    EventTarget: KilnEventTarget,
    TextDecoder: KilnTextDecoder,
    TextEncoder: KilnTextEncoder,
    URL: createUrl(readUrl),
    URLSearchParams: KilnURLSearchParams,
    atob,
    btoa,
    structuredClone,
  };
  for (const [name, value] of Object.entries(globals)) {
    if (typeof value === 'function') Object.defineProperty(value, 'name', { value: name });
    Object.defineProperty(globalThis, name, { configurable: true, enumerable: false, value, writable: true });
  }
}

import type { Guest, Post } from './createGuest.ts';
import { atob, btoa } from './web/base64.ts';
import { createConsole } from './web/createConsole.ts';
import { createCrypto } from './web/createCrypto.ts';
import { createTimers } from './web/createTimers.ts';
import { KilnTextDecoder, KilnTextEncoder } from './web/encoding.ts';
import { abortClasses, KilnEvent, KilnEventTarget } from './web/events.ts';
import { KilnDOMException } from './web/KilnDOMException.ts';
import { structuredClone } from './web/structuredClone.ts';
import { urlClasses } from './web/url/urlClasses.ts';

/** Gives the isolate the standards of the web that the language itself does not have. */
export function installGlobals({ current }: Guest, post: Post): void {
  const globals: Readonly<Record<string, unknown>> = {
    ...createTimers(current),
    ...urlClasses((host) => post({ type: 'ascii', host })),
    ...abortClasses((f, ms) => current()?.setTimer(f, ms)),
    console: createConsole(current),
    crypto: createCrypto((bytes) => post({ type: 'random', bytes })),
    DOMException: KilnDOMException,
    Event: KilnEvent,
    EventTarget: KilnEventTarget,
    TextDecoder: KilnTextDecoder,
    TextEncoder: KilnTextEncoder,
    atob,
    btoa,
    structuredClone,
  };
  for (const [name, value] of Object.entries(globals)) {
    if (typeof value === 'function') Object.defineProperty(value, 'name', { value: name });
    Object.defineProperty(globalThis, name, { configurable: true, enumerable: false, value, writable: true });
  }
}

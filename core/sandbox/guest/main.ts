import { createOutboxWriter } from '../outbox.ts';
import type { GuestMessage } from '../protocol.ts';
import { createGuest, type Guest } from './createGuest.ts';
import { harden } from './harden.ts';
import { installGlobals } from './installGlobals.ts';

/** The one function of the process around that this isolate has. No code of the plugin ever holds it. */
declare const $0: (message: string) => string;
/** Nor this: memory that both share. */
declare const $1: SharedArrayBuffer;

const host = $0;
const leave = createOutboxWriter($1);
const guest: Guest = createGuest(post);
installGlobals(guest, post);
harden();

/** What is answered is said aloud, and lines of log are: they are wanted most where the code does not end. */
function post(message: GuestMessage): string {
  const text = JSON.stringify(message);
  const aloud = message.type === 'random' || message.type === 'url' || message.type === 'log';
  return !aloud && leave(text) ? '' : host(text);
}

export const { enter } = guest;

import { createGuest, type Guest } from './createGuest.ts';
import { harden } from './harden.ts';
import { installGlobals } from './installGlobals.ts';

/** The one function of the process around that this isolate has. No code of the plugin ever holds it. */
declare const $0: (message: string) => string;

const host = $0;
const guest: Guest = createGuest((message) => host(JSON.stringify(message)));
installGlobals(guest, (message) => host(JSON.stringify(message)));
harden();

export const { enter } = guest;

import type { HostCall } from '../../sandbox/protocol.ts';

/** The host call of this name. */
export type CallOf<Name extends HostCall['do']> = Extract<HostCall, { readonly do: Name }>;

import { lookup } from 'node:dns/promises';
import ipaddr from 'ipaddr.js';
import { KilnError } from '../../errors/KilnError.ts';

export interface Address {
  readonly address: string;
  readonly family: 4 | 6;
}

/** All addresses of a host name. */
export type Resolve = (host: string) => Promise<readonly Address[]>;

export const systemResolve: Resolve = async (host) => {
  const found = await lookup(host, { all: true, verbatim: true });
  return found.map(({ address, family }) => ({ address, family: family === 6 ? 6 : 4 }));
};

/**
 * The address to connect to: a name that leads to one address of one's own network leads to none. `isPrivate`: the
 * administrator let plugins reach this host there.
 */
export async function publicAddress(resolve: Resolve, host: string, isPrivate: boolean): Promise<Address> {
  const bare = host.replace(/^\[|\]$/g, '');
  const found = ipaddr.isValid(bare)
    ? [{ address: bare, family: ipaddr.parse(bare).kind() === 'ipv6' ? (6 as const) : (4 as const) }]
    : await resolve(bare).catch((cause: unknown) => {
        throw unreachable(host, cause);
      });
  const [first] = found;
  if (!first) throw unreachable(host);
  if (!isPrivate && !found.every(({ address }) => isPublic(address))) {
    throw new KilnError('KILN_FORBIDDEN', {
      detail: `${host} is in a private network, which is not reached from here.`,
    });
  }
  return first;
}

/**
 * An address of the internet: not of this machine, a private network, a link, a group, or one that stands for another
 * (mapped, 6to4).
 */
export function isPublic(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  const parsed = ipaddr.parse(address);
  return parsed.range() === 'unicast';
}

function unreachable(host: string, cause?: unknown): KilnError {
  return new KilnError('KILN_UNAVAILABLE', {
    detail: `The address of ${host} cannot be found.`,
    extra: { host },
    cause,
  });
}

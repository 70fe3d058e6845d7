import type { IncomingMessage } from 'node:http';
import type { Actor } from '../context/types.ts';
import { KilnError } from '../errors/KilnError.ts';
import { credentialOf } from '../identity/credentialOf.ts';
import type { Workspace } from '../workspace/types.ts';

/**
 * Who asks, by the credential of the request. Undefined where it shows none. Throws KILN_UNAUTHENTICATED for one that
 * is unknown, has run out or was revoked. For one that was seen lately it waits for nothing but the next turn.
 */
export async function actorOf(workspace: Workspace, req: IncomingMessage): Promise<Actor | undefined> {
  const credential = credentialOf(req.headers);
  if (!credential) return undefined;
  const found = workspace.identity.authenticator.find(credential);
  const known = found instanceof Promise ? await found : found;
  if (!known) throw unauthenticated('The session has ended, or the token is not valid (any more). Sign in again.');
  return known.actor;
}

/** Who asks. Throws KILN_UNAUTHENTICATED where nobody has signed in. */
export async function authenticate(workspace: Workspace, req: IncomingMessage): Promise<Actor> {
  const actor = await actorOf(workspace, req);
  if (!actor) throw unauthenticated('Sign in, or send an API token as "Authorization: Bearer …".');
  return actor;
}

function unauthenticated(detail: string): KilnError {
  return new KilnError('KILN_UNAUTHENTICATED', { detail });
}

import type { Actor } from '../context/types.ts';
import { readActor } from '../identity/readActor.ts';
import { createToken } from '../identity/tokens.ts';
import { fetchAsAdmin } from './asAdmin.ts';
import type { TestServer } from './startTestServer.ts';

export interface SignedIn {
  readonly id: string;
  readonly actor: Actor;
  readonly secret: string;
  /** With their token. Paths begin with /. */
  fetch(path: string, init?: RequestInit): Promise<Response>;
}

/** Somebody new with these roles, and an API token of theirs. */
export async function signedIn(server: TestServer, name: string, roles: readonly string[]): Promise<SignedIn> {
  const email = `${name.toLowerCase().replaceAll(' ', '.')}@example.com`;
  const invited = await fetchAsAdmin(`${server.url}/api/users`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name, email, roles }),
  });
  const { id }: { id: string } = JSON.parse(await invited.text());
  const { db, model, ctx } = server.workspace;
  const known = await readActor(db, model(), 'user', id);
  if (!known) throw new Error(`${name} could not be made`);
  const token: { secret: string } = JSON.parse(await createToken(ctx(known.actor, 'test'), { name: 'test' }));
  return {
    id,
    actor: known.actor,
    secret: token.secret,
    fetch(path, init = {}) {
      const headers = new Headers(init.headers);
      headers.set('authorization', `Bearer ${token.secret}`);
      return fetch(`${server.url}${path}`, { ...init, headers });
    },
  };
}

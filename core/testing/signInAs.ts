import { createHmac, randomUUID } from 'node:crypto';
import { builtInAdmin } from '../identity/builtInAdmin.ts';
import { identitySecret } from '../identity/identitySecret.ts';
import { sessionCookie } from '../identity/sessionCookie.ts';
import { type TestServer, testSecret } from './startTestServer.ts';

export interface SessionCookie {
  readonly name: string;
  readonly value: string;
}

/** A session of a user, as if they had signed in. Default: the administrator whose token test servers have. */
export async function signInAs({ workspace }: TestServer, userId: string = builtInAdmin.id): Promise<SessionCookie> {
  await workspace.db.query({
    text: `insert into auth."user" ("id", "name", "email", "emailVerified")
      select id::text, name, coalesce(email, id || '@example.com'), true from data."user" where id = $1::uuid
      on conflict do nothing`,
    values: [userId],
  });
  const token = randomUUID();
  await workspace.db.query({
    text: `insert into auth."session" ("id", "token", "userId", "expiresAt", "updatedAt")
      values ($1, $1, $2, now() + interval '1 day', now())`,
    values: [token, userId],
  });
  const signature = createHmac('sha256', identitySecret(testSecret)).update(token).digest('base64');
  return { name: sessionCookie, value: encodeURIComponent(`${token}.${signature}`) };
}

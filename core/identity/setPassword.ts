import { v7 as uuidv7 } from 'uuid';
import type { Queryable } from '../db/types.ts';
import { hashPassword } from './hashPassword.ts';

/** Gives a user a password, the first or another. Whether it is a good one was asked before. */
export async function setPassword(run: Queryable, userId: string, password: string): Promise<void> {
  const hash = await hashPassword(password);
  const updated = await run.query({
    text: `update auth."account" set "password" = $2, "updatedAt" = now()
      where "userId" = $1 and "providerId" = 'credential' returning "id"`,
    values: [userId, hash],
  });
  if (updated.length > 0) return;
  await run.query({
    text: `insert into auth."account" ("id", "accountId", "providerId", "userId", "password", "updatedAt")
      values ($1, $2, 'credential', $2, $3, now())`,
    values: [uuidv7(), userId, hash],
  });
}

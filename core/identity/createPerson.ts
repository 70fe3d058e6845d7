import { v7 as uuidv7 } from 'uuid';
import type { Ctx } from '../context/types.ts';
import { DbError } from '../db/DbError.ts';
import { fault } from '../errors/fault.ts';
import { KilnError } from '../errors/KilnError.ts';
import type { JsonObject } from '../lib/json.ts';
import { insertRecords } from '../records/insertRecords.ts';
import { userOf } from './peopleTables.ts';

export interface NewPerson {
  /** Default: a new one. */
  readonly id?: string;
  readonly name: string;
  /** Absent: nobody signs in as them. */
  readonly email?: string;
  readonly language?: string;
}

/**
 * The record of a user, and, where there is an e-mail address, what they sign in with, without a password yet. Inside
 * the transaction that is open. Returns the id. Throws KILN_NOT_UNIQUE for an address that somebody has.
 */
export async function createPerson(ctx: Ctx, { id = uuidv7(), name, email, language }: NewPerson): Promise<string> {
  const values: JsonObject = {
    name,
    active: true,
    ...(email === undefined ? {} : { email: email.toLowerCase() }),
    ...(language === undefined ? {} : { language }),
  };
  await insertRecords(ctx.sudo(), userOf(ctx.model), [{ id, values }], () => '');
  if (email === undefined) return id;
  await ctx.run
    .query({
      // Whoever makes a user vouches for the address: single sign-on finds them by it.
      text: `insert into auth."user" ("id", "name", "email", "emailVerified") values ($1, $2, $3, true)
        on conflict ("id") do nothing`,
      values: [id, name, email.toLowerCase()],
    })
    .catch((cause: unknown) => {
      if (!(cause instanceof DbError && cause.sqlState === '23505')) throw cause;
      throw new KilnError('KILN_NOT_UNIQUE', { errors: [fault('/email', 'taken', {})], cause });
    });
  return id;
}

import type { Ctx } from '../context/types.ts';
import type { JsonObject } from '../lib/json.ts';
import { writeRecord } from '../records/writeRecord.ts';
import { hasAdmin, lastAdmin, lockAdmins } from './admins.ts';
import { mayChangeUser } from './mayChangeUser.ts';
import { userOf } from './peopleTables.ts';
import { setRoles } from './setRoles.ts';

export interface UserChange {
  readonly name?: string;
  readonly email?: string;
  readonly active?: boolean;
  readonly roles?: readonly string[];
}

/**
 * Changes what only an administrator of users may. Throws KILN_NOT_FOUND, KILN_FORBIDDEN (mayChangeUser, setRoles),
 * KILN_NOT_UNIQUE for an address that somebody has, KILN_CONFLICT when nobody would be left who can do everything.
 */
export async function changeUser(ctx: Ctx, id: string, { roles, ...fields }: UserChange): Promise<void> {
  await ctx.inTx(async (tx) => {
    // Before the look at who may: whoever loses their rights meanwhile is waited for.
    await lockAdmins(tx.run);
    await mayChangeUser(tx, id);
    const hadAdmin = await hasAdmin(tx.run);
    if (roles) await setRoles(tx, id, roles);
    if (Object.keys(fields).length > 0) await write(tx, id, fields);
    if (hadAdmin && !(await hasAdmin(tx.run))) throw lastAdmin();
  });
}

/** The trigger on the table keeps sign-in in step, and signs out whoever is switched off. */
async function write(ctx: Ctx, id: string, { email, ...fields }: Omit<UserChange, 'roles'>): Promise<void> {
  const values: JsonObject = { ...fields, ...(email === undefined ? {} : { email: email.toLowerCase() }) };
  await writeRecord(ctx.sudo(), userOf(ctx.model), id, values, { given: [], partial: true });
}

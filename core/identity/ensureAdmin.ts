import { hash } from 'node:crypto';
import { v7 as uuidv7 } from 'uuid';
import { type AdminConfig, leastToken } from '../config/readConfig.ts';
import { StartError } from '../config/StartError.ts';
import type { Ctx } from '../context/types.ts';
import { adminRole } from '../model/adminRole.ts';
import { lockAdmins } from './admins.ts';
import { builtInAdmin } from './builtInAdmin.ts';
import { createPerson } from './createPerson.ts';
import { passwordProblem } from './passwordProblem.ts';
import { setPassword } from './setPassword.ts';
import { rolesOf, setRoles } from './setRoles.ts';

/**
 * The administrator and the token that the environment names. The administrator is made once, and a password that they
 * changed stays; the token is always what the environment says, and what it said before stops working.
 */
export async function ensureAdmin(
  ctx: Ctx,
  { email, password, token, mayBeWeak }: AdminConfig,
  minPassword: number,
): Promise<void> {
  if (token !== undefined && token.length < leastToken) {
    ctx.log.warn('KILN_ADMIN_TOKEN is easy to guess, and would do nowhere but on this machine');
  }
  await ctx.inTx(async (tx) => {
    await lockAdmins(tx.run);
    const known = email === undefined ? undefined : await findUser(tx, email);
    if (email !== undefined && password !== undefined && known === undefined) {
      const problem = passwordProblem(password, { minLength: minPassword });
      if (problem && !mayBeWeak) throw new StartError(`KILN_ADMIN_PASSWORD is not good enough: ${problem}.`);
      if (problem)
        ctx.log.warn({ problem }, 'KILN_ADMIN_PASSWORD is easy to guess, and would do nowhere but on this machine');
      const id = await createPerson(tx, { name: nameOf(email), email });
      await setPassword(tx.run, id, password);
      await giveAdmin(tx, id);
      await ensureToken(tx, id, token);
    } else {
      await ensureToken(tx, known, token);
    }
  });
}

async function findUser({ run }: Ctx, email: string): Promise<string | undefined> {
  const [row] = await run.query({ text: 'select "id" from auth."user" where "email" = $1', values: [email] });
  return row?.[0] ?? undefined;
}

async function ensureToken(ctx: Ctx, owner: string | undefined, secret: string | undefined): Promise<void> {
  const digest = secret === undefined ? undefined : hash('sha256', secret);
  await ctx.run.query({
    text: `update kiln.token set revoked_at = now()
      where origin = 'environment' and revoked_at is null and hash is distinct from decode($1, 'hex')`,
    values: [digest],
  });
  if (digest === undefined) return;
  const userId = owner ?? (await ensureBuiltIn(ctx));
  await ctx.run.query({
    text: `insert into kiln.token (id, name, hash, user_id, roles, origin)
      values ($1, 'KILN_ADMIN_TOKEN', decode($2, 'hex'), $3::uuid, array[$4], 'environment')
      on conflict (hash) do update set revoked_at = null, user_id = excluded.user_id, roles = excluded.roles
      where (token.revoked_at, token.user_id, token.roles)
        is distinct from (null::timestamptz, excluded.user_id, excluded.roles)`,
    values: [uuidv7(), digest, userId, adminRole],
  });
}

async function ensureBuiltIn(ctx: Ctx): Promise<string> {
  const { id, name } = builtInAdmin;
  const [found] = await ctx.run.query({ text: 'select from data."user" where id = $1::uuid', values: [id] });
  if (!found) await createPerson(ctx, { id, name });
  await giveAdmin(ctx, id);
  return id;
}

async function giveAdmin(ctx: Ctx, userId: string): Promise<void> {
  await setRoles(ctx, userId, [...(await rolesOf(ctx, userId)).filter((role) => role !== adminRole), adminRole]);
}

/** Until they write another: `li.na@example.com` is called `Li Na`. */
function nameOf(email: string): string {
  const words = (email.split('@')[0] ?? email).split(/[._+-]+/).filter(Boolean);
  return words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join(' ') || email;
}

import { hash } from 'node:crypto';
import { v7 as uuidv7 } from 'uuid';
import { audit } from '../audit/audit.ts';
import type { Ctx } from '../context/types.ts';
import { saidFault } from '../errors/fault.ts';
import { KilnError } from '../errors/KilnError.ts';
import { said } from '../errors/said.ts';
import { adminRole } from '../model/adminRole.ts';
import { hasAdmin, lockAdmins } from './admins.ts';
import { createPerson } from './createPerson.ts';
import { passwordProblem } from './passwordProblem.ts';
import { randomSecret } from './randomSecret.ts';
import { setPassword } from './setPassword.ts';
import { setRoles } from './setRoles.ts';

export interface FirstAdmin {
  /** Of the link. */
  readonly token: string;
  readonly name: string;
  readonly email: string;
  readonly password: string;
  readonly language?: string;
}

/**
 * Makes the token of the link that leads to the first administrator. Undefined when there is one already. Only the
 * newest works; the database keeps its SHA-256 alone.
 */
export async function makeSetupToken(ctx: Ctx): Promise<string | undefined> {
  return ctx.inTx(async ({ run }) => {
    await lockAdmins(run);
    if (await hasAdmin(run)) return undefined;
    const token = randomSecret();
    await run.query({
      text: `insert into kiln.setup (hash) values (decode($1, 'hex')) on conflict (single) do update set hash = excluded.hash`,
      values: [hash('sha256', token)],
    });
    return token;
  });
}

/**
 * Makes the first administrator, once. Throws KILN_FORBIDDEN for another token or a second time, KILN_INVALID for a
 * weak password.
 */
export async function setUp(ctx: Ctx, { token, password, ...person }: FirstAdmin, minLength: number): Promise<string> {
  const problem = passwordProblem(password, { minLength, user: person });
  if (problem) {
    const faults = [saidFault('/password', said`The password is not good enough.`)];
    throw new KilnError('KILN_INVALID', { errors: faults, extra: { reason: problem } });
  }
  return ctx.inTx(async (tx) => {
    await lockAdmins(tx.run);
    const taken = await tx.run.query({
      text: `delete from kiln.setup where hash = decode($1, 'hex') returning single`,
      values: [hash('sha256', token)],
    });
    if (taken.length === 0 || (await hasAdmin(tx.run))) {
      throw new KilnError('KILN_FORBIDDEN', {
        detail: 'This link does not work, or no longer. The newest is printed when the server starts.',
      });
    }
    const id = uuidv7();
    // Nobody has signed in yet: it is they themselves who did it.
    const own = tx.as({ kind: 'user', id, name: person.name, roles: [adminRole], facts: {} });
    await createPerson(own, { id, ...person });
    await setPassword(tx.run, id, password);
    await setRoles(own, id, [adminRole]);
    await audit(own, { action: 'usersChanged', record: id, details: { setUp: true } });
    return id;
  });
}

import { audit } from '../audit/audit.ts';
import type { Ctx } from '../context/types.ts';
import { mayChangeUser } from './mayChangeUser.ts';

/** Ends every session of a user. API tokens stay. Returns how many there were. */
export async function signOutUser(ctx: Ctx, id: string): Promise<number> {
  await mayChangeUser(ctx, id);
  return ctx.inTx(async (tx) => {
    const rows = await tx.run.query({
      text: 'delete from auth."session" where "userId" = $1 returning "id"',
      values: [id],
    });
    await audit(tx, { action: 'signedOut', record: id, details: { sessions: rows.length } });
    return rows.length;
  });
}

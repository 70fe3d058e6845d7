import type { Ctx } from '../context/types.ts';
import { tableOf } from '../query/entitySql.ts';
import { teamMembers, userOf } from './peopleTables.ts';

/** What tells of changes of users and teams; on tables of schema `data`, so after they are there. */
export async function installTriggers(ctx: Ctx): Promise<void> {
  const { model } = ctx;
  const user = tableOf(userOf(model));
  await install(ctx, user, 'after update or delete', 'for each row execute function kiln.user_changed()');
  const team = model.entities.get('team');
  const teams = [teamMembers(model), ...(team ? [tableOf(team)] : [])];
  for (const table of teams) {
    const event = 'after insert or update or delete';
    await install(ctx, table, event, 'for each statement execute function kiln.everybody_changed()');
  }
}

/** Looks before it locks: a trigger that is there already needs no lock on a table that others write. */
async function install({ run }: Ctx, table: string, event: string, action: string): Promise<void> {
  const [found] = await run.query({
    text: `select from pg_trigger where tgname = 'kiln_identity' and tgrelid = $1::regclass`,
    values: [table],
  });
  if (!found)
    await run.query({ text: `create or replace trigger kiln_identity ${event} on ${table} ${action}`, values: [] });
}

import type { Ctx } from '../../context/types.ts';
import { requireRight } from '../../identity/requireRight.ts';
import { isoTimeSql } from '../../lib/isoTimeSql.ts';

/** `{"data":[{name, hosts, setAt, setBy: {id, name}}]}` as JSON text, by name; never what they are. */
export async function listSecrets(ctx: Ctx): Promise<string> {
  // Whoever designs workflows names them.
  if (!ctx.access.mayUse('studio')) requireRight(ctx, 'workflows');
  const [row] = await ctx.run.query({
    text: `select json_build_object('data', coalesce(json_agg(json_build_object(
        'name', name, 'hosts', hosts, 'setAt', ${isoTimeSql('set_at')},
        'setBy', json_build_object('id', set_by, 'name', set_by_name)) order by name), '[]'))::text
      from kiln.workflow_secret`,
    values: [],
    readOnly: true,
  });
  return row?.[0] ?? '';
}

import type { Ctx } from '../context/types.ts';
import { shareable } from './shareable.ts';
import { granteesSql, shareJson } from './shareSql.ts';

/**
 * Whom a record is shared with, as JSON text:
 * `{"data":[{"grantee":{"entity":"team","id":"…"},"name":"East","level":"read","createdAt":…, "createdBy":…}]}`, oldest
 * first. For those who may share it themselves.
 */
export async function listShares(ctx: Ctx, entityName: string, id: string): Promise<string> {
  const { entity } = await shareable(ctx, entityName, id);
  const [row] = await ctx.run.query({
    text: `
      select coalesce(json_agg(${shareJson} order by s.id), '[]')::text
      from kiln.share s join (${granteesSql(ctx)}) g on g.id = s.grantee
      where s.entity = $1 and s.record = $2::uuid`,
    values: [entity.id, id],
  });
  return `{"data":${row?.[0] ?? '[]'}}`;
}

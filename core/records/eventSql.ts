import type { Ctx, RecordChange } from '../context/types.ts';
import { quoteLiteral } from '../lib/quoteIdent.ts';
import type { Entity } from '../model/types.ts';
import type { SqlBuilder } from '../query/SqlBuilder.ts';

/**
 * A further common table expression, behind others, that tells whoever subscribed of the rows `from` (alias `t`, with
 * id and version) once they are committed. Empty where nobody did. A trigger on the table adds the jobs.
 */
export function eventSql(
  ctx: Ctx,
  { params }: SqlBuilder,
  entity: Entity,
  action: RecordChange['action'],
  from = 't',
): string {
  const subscribers = ctx.hooks.subscribers(entity.name, action);
  if (subscribers.length === 0) return '';
  const values: [string, string][] = [
    ['subscriber', 's.subscriber'],
    ['handler', 's.handler'],
    ['entity', quoteLiteral(entity.id)],
    ['record', 't.id'],
    ['version', 't.version'],
    ['action', quoteLiteral(action)],
    ['actor_kind', params.actor('kind', 'text')],
    ['actor', params.actor('id', 'uuid')],
    ['actor_name', params.actor('name', 'text')],
    ['request_id', params.add({ from: 'request', property: 'id' }, 'text')],
    ['causes', params.add({ from: 'request', property: 'causes' }, 'text[]')],
  ];
  const columns = values.map(([column]) => column).join(', ');
  const names = subscribers.map(({ subscriber, handler }) => `(${quoteLiteral(subscriber)}, ${quoteLiteral(handler)})`);
  const each = `(values ${names.join(', ')}) as s(subscriber, handler)`;
  const select = `select ${values.map(([, sql]) => sql).join(', ')} from ${from}, ${each}`;
  return `, _event as (insert into kiln.record_event (${columns}) ${select})`;
}

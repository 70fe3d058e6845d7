import { auditLater } from '../audit/audit.ts';
import type { Ctx } from '../context/types.ts';
import { KilnError } from '../errors/KilnError.ts';
import type { Entity } from '../model/types.ts';
import { isUuid } from '../query/bind.ts';
import { tableOf } from '../query/entitySql.ts';
import type { Exchange } from './Exchange.ts';
import { findRecordRoute } from './routes/records.ts';

/**
 * Notes in the audit that somebody was refused what their roles do not give. A record that they may not read is "not
 * found" to them, but not here: whoever tries ids shows up. Called when the answer is out.
 */
export async function noteDenied({ req, requestId, asker }: Exchange, error: unknown): Promise<void> {
  if (!asker || !(error instanceof KilnError)) return;
  const isHidden = error.code === 'KILN_NOT_FOUND';
  if (error.code !== 'KILN_FORBIDDEN' && !isHidden) return;
  const ctx = asker.workspace.ctx(asker.actor, requestId);
  if (isHidden && ctx.access.unlimited) return;
  const path = (req.url ?? '').split('?', 1)[0] ?? '';
  const { entity: name, id } = (path.startsWith('/api/records/') ? findRecordRoute(path)?.params : undefined) ?? {};
  const entity = name === undefined ? undefined : ctx.model.entities.get(name);
  if (isHidden && !(await isThere(ctx, entity, id))) return;
  auditLater(ctx, {
    action: 'denied',
    ...(entity ? { entity: entity.id } : {}),
    ...(isUuid(id) ? { record: id } : {}),
    details: {
      method: req.method ?? '',
      path: path.slice(0, 500),
      // A word that user interfaces have a sentence for, and what the answer said.
      why: isHidden ? 'hidden' : 'forbidden',
      reason: isHidden ? 'not readable' : error.message,
    },
  });
}

async function isThere(ctx: Ctx, entity: Entity | undefined, id: string | undefined): Promise<boolean> {
  if (!entity) return false;
  if (id === undefined) return !ctx.access.model.entities.has(entity.name);
  if (!isUuid(id)) return false;
  const text = `select from ${tableOf(entity)} where id = $1::uuid`;
  return (await ctx.db.query({ text, values: [id], readOnly: true })).length > 0;
}

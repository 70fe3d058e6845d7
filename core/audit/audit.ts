import type { AuditEntry, Ctx } from '../context/types.ts';
import { writeEntries } from './writeEntries.ts';

/** What happened. Who did it, how and in which request, the context knows. `entity`: its x-id. */
export type AuditEvent = Pick<AuditEntry, 'action' | 'entity' | 'record' | 'details'>;

/**
 * Writes an entry in the transaction of the context, so that it is there exactly when what it tells is; at once without
 * one.
 */
export function audit(ctx: Ctx, event: AuditEvent): Promise<void> {
  return writeEntries(ctx.run, [entryOf(ctx, event)]);
}

/** The same after the answer, for what changes nothing: costs the request nothing. */
export function auditLater(ctx: Ctx, event: AuditEvent): void {
  ctx.trail.note(entryOf(ctx, { ...event }));
}

function entryOf({ actor, via, requestId }: Ctx, event: AuditEvent): AuditEntry {
  const { viewer } = actor;
  if (!viewer) return { ...event, at: new Date(), actor, via, requestId };
  const details = { ...event.details, viewedAs: actor.name };
  return { ...event, details, at: new Date(), actor: viewer, via, requestId };
}

import type { IncomingMessage } from 'node:http';
import { LRUCache } from 'lru-cache';
import { auditLater } from '../audit/audit.ts';
import type { Actor } from '../context/types.ts';
import { wordedFault } from '../errors/fault.ts';
import { KilnError } from '../errors/KilnError.ts';
import { readActor } from '../identity/readActor.ts';
import { isUuid } from '../query/bind.ts';
import type { Workspace } from '../workspace/types.ts';

const viewAsHeader = 'x-kiln-view-as';

/** Looks of one person at the same thing within this time, in milliseconds, are one entry of the audit. */
const oneLook = 600_000;

/** Whoever really asks, or as whom they want to see Kiln. */
export type ViewAs = (workspace: Workspace, req: IncomingMessage, requestId: string, actor: Actor) => Promise<Actor>;

/**
 * Reads `X-Kiln-View-As: user:<id>` or `role:<name>`, of a live connection `?viewAs=`: who administers roles sees what
 * the one would see, and changes nothing. Throws KILN_FORBIDDEN for anybody else and for anything but a read,
 * KILN_BAD_REQUEST where there is no such user or role.
 */
export function createViewAs(): ViewAs {
  const noted = new LRUCache<string, true>({ max: 1_000, ttl: oneLook });
  return async (workspace, req, requestId, actor) => {
    const wanted = req.headers[viewAsHeader] ?? wantedAlive(req.url);
    if (typeof wanted !== 'string') return actor;
    const ctx = workspace.ctx(actor, requestId);
    if (!ctx.access.mayUse('roles')) {
      throw new KilnError('KILN_FORBIDDEN', {
        detail: 'Only whoever administers roles may view Kiln as somebody else.',
      });
    }
    if (req.method !== 'GET' && req.method !== 'HEAD') {
      throw new KilnError('KILN_FORBIDDEN', {
        detail: 'While you view Kiln as somebody else, nothing can be changed.',
        extra: { reason: 'viewAs' },
      });
    }
    const seen = await find(workspace, wanted, actor);
    if (!seen) {
      const message = 'X-Kiln-View-As must be user:<id of a user> or role:<name of a role>.';
      throw new KilnError('KILN_BAD_REQUEST', { errors: [wordedFault('X-Kiln-View-As', 'other', message)] });
    }
    const key = `${actor.id} ${wanted}`;
    if (!noted.has(key)) auditLater(ctx, { action: 'viewedAs', details: { as: wanted, name: seen.name } });
    noted.set(key, true);
    const { kind, id, name } = actor;
    return { ...seen, viewer: { kind, id, name } };
  };
}

/** A browser sends no headers of one's own with what opens a live connection: there it stands in the address. */
function wantedAlive(url = ''): string | undefined {
  if (!url.startsWith('/live')) return undefined;
  return new URLSearchParams(url.split('?', 2)[1]).get('viewAs') ?? undefined;
}

/** A role is tried on by whoever asks: own records are their own. */
async function find(workspace: Workspace, wanted: string, actor: Actor): Promise<Actor | undefined> {
  const [kind = '', name = ''] = wanted.split(':', 2);
  if (kind === 'user')
    return isUuid(name) ? (await readActor(workspace.db, workspace.model(), 'user', name))?.actor : undefined;
  const role = kind === 'role' ? workspace.model().roles.get(name) : undefined;
  return role && { ...actor, kind: 'user', roles: [role.name] };
}

import type { IncomingMessage } from 'node:http';
import { KilnError } from '../../errors/KilnError.ts';
import { adminRole } from '../../model/adminRole.ts';
import type { Workspace } from '../../workspace/types.ts';
import { ok, type Routes } from '../answer.ts';
import { actorOf } from '../authenticate.ts';
import { isLocal } from '../clientOf.ts';
import type { Metrics } from '../createMetrics.ts';
import { pluginGauges } from '../pluginGauges.ts';

/** /healthz, which must answer even while there is no workspace, is the dispatcher's. */
export function health(metrics: Metrics): Routes {
  return {
    '/readyz': {
      async GET({ ctx }) {
        await ctx.db.query({ name: 'ready', text: 'select 1', values: [], readOnly: true }).catch((cause: unknown) => {
          throw new KilnError('KILN_UNAVAILABLE', { detail: 'The database does not answer.', cause });
        });
        return ok(JSON.stringify({ status: 'ready', model: ctx.model.version }));
      },
    },
    '/metrics': {
      async GET({ ctx, workspace, req }) {
        await admit(workspace, req);
        const load = ctx.db.load();
        const gauges = [
          { name: 'kiln_model_entities', help: 'Entities of the current model.', value: ctx.model.entities.size },
          { name: 'kiln_db_connections', help: 'Open connections of the pool.', value: load.connections },
          { name: 'kiln_db_connections_idle', help: 'Connections of the pool that nobody uses.', value: load.idle },
          { name: 'kiln_db_waiting', help: 'Callers that wait for a connection.', value: load.waiting },
          { name: 'kiln_db_shared', help: 'Reads under way on shared connections.', value: load.shared },
          ...pluginGauges(workspace),
        ];
        return {
          status: 200,
          headers: ['Content-Type', 'text/plain; version=0.0.4; charset=utf-8'],
          body: metrics.render(gauges),
        };
      },
    },
  };
}

/** This machine, and administrators from wherever. */
async function admit(workspace: Workspace, req: IncomingMessage): Promise<void> {
  const actor = await actorOf(workspace, req);
  if (actor ? actor.roles.includes(adminRole) : isLocal(req)) return;
  throw new KilnError('KILN_FORBIDDEN', { detail: 'Metrics are told to this machine and to administrators.' });
}

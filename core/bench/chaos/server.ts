import { once } from 'node:events';
import { flushCompileCache } from 'node:module';
import { setTimeout as sleep } from 'node:timers/promises';
import { pino } from 'pino';
import { systemActor } from '../../context/systemActor.ts';
import { KilnError } from '../../errors/KilnError.ts';
import { isObject } from '../../lib/json.ts';
import { cancelRun } from '../../workflows/runs/cancelRun.ts';
import { retryRun } from '../../workflows/runs/retryRuns.ts';
import { createWorkspace } from '../../workspace/createWorkspace.ts';
import type { Workspace } from '../../workspace/types.ts';
import { jumpClock } from './jumpClock.ts';

/**
 * A Kiln that takes runs on, cancels those of the workflow `cancelled`, and retries those of `retried` that failed: `node server.ts
 * <database> <data folder> <private host>`. It begins when it is sent `{point?, after?, jumps?}`, and dies as if it were killed
 * when it reaches the point for that time; with `jumps` its clock goes forth and back. Says `ready` when it takes jobs.
 */
const [databaseUrl = '', data = '', host = ''] = process.argv.slice(2);
process.once('disconnect', () => process.exit());
// Who is killed writes nothing at the end.
flushCompileCache();
const [told]: unknown[] = await once(process, 'message');
const { point, after = 1, jumps = false } = isObject(told) ? told : {};
if (jumps === true) jumpClock();
let times = 0;
const workspace = await createWorkspace(
  { databaseUrl, data, poolSize: 6, secret: 's'.repeat(32), definitions: [], pluginPrivateHosts: [host] },
  {
    log: pino({ level: 'silent' }),
    reached: (reached) => {
      if (reached !== point) return;
      times += 1;
      if (times === after) process.kill(process.pid, 'SIGKILL');
    },
  },
);
process.send?.('ready');
for (;;) {
  await sleep(50);
  // Where the database is away there is nothing to be done for a while.
  await lookAfter(workspace).catch(() => undefined);
}

async function lookAfter({ workflows: { parts }, ctx, db }: Workspace): Promise<void> {
  const asked = ctx(systemActor, 'chaos');
  const idsOf = async (condition: string) => {
    const rows = await db.query({ text: `select id from kiln.run where ${condition} limit 20`, values: [] });
    return rows.map(([id]) => id ?? '');
  };
  for (const id of await idsOf(`workflow = 'cancelled' and state = 'waiting'`)) {
    await unlessEnded(cancelRun(parts, asked, id));
  }
  for (const id of await idsOf(`workflow = 'retried' and state = 'failed'`)) {
    await unlessEnded(retryRun(parts, asked, id, {}));
  }
}

/** Another process may have been faster. */
async function unlessEnded(work: Promise<void>): Promise<void> {
  await work.catch((error: unknown) => {
    if (!(error instanceof KilnError && error.code === 'KILN_CONFLICT')) throw error;
  });
}

import { v7 as uuidv7 } from 'uuid';
import { KilnError } from '../../errors/KilnError.ts';
import type { Json } from '../../lib/json.ts';
import { addJob, removeJob } from '../../queue/addJob.ts';
import { mostTries, scheduledKey, scheduledTask } from '../jobs/runJob.ts';
import type { CallOf } from './CallOf.ts';
import { type HostScope, notGranted } from './HostScope.ts';

const mostPlanned = 10_000;
/** Five years ahead. */
const furthestMs = 5 * 366 * 86_400_000;

/** Plans a job, in the transaction of the call: `{id}`. What was planned under the same key is replaced. */
export async function scheduleJob(scope: HostScope, { job, at, input, key }: CallOf<'schedule.at'>): Promise<Json> {
  const { ctx, plugin } = scope;
  requireSchedule(scope);
  if (!Object.hasOwn(plugin.jobs, job)) throw bad(`The plugin has no job '${job}'.`);
  const when = Date.parse(at);
  if (!(when < Date.now() + furthestMs)) throw bad(`'${at}' is no time within five years.`);
  // A job that goes on with its own work, some records at a time, leads no deeper.
  const causes = ctx.causes.at(-1) === `${plugin.id} job ${job}` ? ctx.causes.slice(0, -1) : ctx.causes;
  const id = uuidv7();
  const runAt = new Date(when);
  await ctx.inTx(async ({ run }) => {
    if (key !== undefined) await forget(scope, key, run);
    const [row] = await run.query({
      text: `insert into kiln.plugin_schedule (id, plugin, job, input, key, run_at, causes)
        select $1, $2, $3, $4::json, $5, $6::timestamp with time zone, $7::text[]
        where (select count(*) from kiln.plugin_schedule where plugin = $2) < ${mostPlanned} returning 1`,
      values: [id, plugin.id, job, JSON.stringify(input), key ?? null, runAt.toISOString(), causes],
    });
    if (!row) throw new KilnError('KILN_TOO_LARGE', { detail: `A plugin plans at most ${mostPlanned} jobs.` });
    await addJob(
      run,
      scheduledTask,
      { plugin: plugin.id, id },
      { runAt, key: scheduledKey(id), maxAttempts: mostTries },
    );
  });
  return { id };
}

/** True where something was planned. */
export async function cancelScheduled(scope: HostScope, { key }: CallOf<'schedule.cancel'>): Promise<Json> {
  requireSchedule(scope);
  return scope.ctx.inTx(({ run }) => forget(scope, key, run));
}

async function forget({ plugin }: HostScope, key: string, run: HostScope['ctx']['run']): Promise<boolean> {
  const [row] = await run.query({
    text: 'delete from kiln.plugin_schedule where plugin = $1 and key = $2 returning id',
    values: [plugin.id, key],
  });
  if (!row?.[0]) return false;
  await removeJob(run, scheduledKey(row[0]));
  return true;
}

function requireSchedule(scope: HostScope): void {
  if (!scope.plugin.granted.schedule) throw notGranted(scope, 'to plan jobs (schedule)');
}

function bad(detail: string): KilnError {
  return new KilnError('KILN_BAD_REQUEST', { detail });
}

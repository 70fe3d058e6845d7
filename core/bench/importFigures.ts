import { setTimeout as sleep } from 'node:timers/promises';
import type { SeededKiln } from './onSeededKiln.ts';
import { contact } from './operations.ts';
import type { Figure } from './results.ts';
import { accountId, call, figure, ms, percentile, put, settled } from './workflowKit.ts';

const aRequest = 1_000;
/** Of the feeder, and what of the other workflow may wait. */
const mostJobs = 4_100;

/**
 * An import into `watched`, of which each record starts a run, beside the same into its twin `plain`, which no workflow looks
 * at; and what becomes of the runs of another workflow meanwhile.
 */
export async function importFigures(kiln: SeededKiln, count: number): Promise<Figure[]> {
  const { client } = kiln;
  const steps = [{ id: 'greet', do: 'set', with: { greeting: '${record.name}' } }];
  const variables = { greeting: { type: 'string' } };
  await put(kiln, 'greets', { trigger: { on: 'record.created', entity: 'account' }, steps, variables });
  const plain = await importInto(kiln, 'plain', count);
  const began = performance.now();
  const meanwhile = watch(kiln);
  const watched = await importInto(kiln, 'watched', count);
  await settled(client);
  const rate = count / ((performance.now() - began) / 1_000);
  const most = await meanwhile.stop();
  const { rows } = await client.query<{ took: string }>(`
    select extract(epoch from ended_at - created_at) * 1000 as took from kiln.run where workflow = 'greets' and state = 'done'`);
  const p95 = percentile(
    rows.map(({ took }) => Number(took)),
    0.95,
  );
  const { rows: started } = await client.query<{ runs: string; records: string }>(`
    select count(*) as runs, count(distinct record) as records from kiln.run where workflow = 'watch' and state = 'done'
      and record in (select id from data.watched order by id desc limit ${count})`);
  if (Number(started[0]?.runs) !== count || Number(started[0]?.records) !== count) {
    throw new Error(`${started[0]?.runs} runs of ${started[0]?.records} records instead of ${count}`);
  }
  const name = `an import of ${count.toLocaleString('en')}`;
  const ratio = watched / plain;
  return [
    figure(
      `records/s of ${name}, each starting a run (${Math.round(watched)}/s), of that without workflows (${Math.round(plain)}/s)`,
      `${Math.round(ratio * 100)} %`,
      '≥ 40 %',
      ratio >= 0.4,
    ),
    figure(
      `three-step runs/s from the first record of ${name} to the last run`,
      `${Math.round(rate)}/s`,
      '≥ 500/s',
      rate >= 500,
    ),
    figure(`most jobs that waited in the queue at once`, most.toLocaleString('en'), '≤ 4,100', most <= mostJobs),
    figure(`a run of another workflow meanwhile, from its write to its end, p95`, ms(p95), '< 1000 ms', p95 < 1_000),
  ];
}

/** Records a second. */
async function importInto(kiln: SeededKiln, entity: string, count: number): Promise<number> {
  const began = performance.now();
  for (let n = 0; n < count; n += aRequest) {
    const rows = Array.from({ length: aRequest }, (_, index) => ({
      ...contact(n + index),
      ...{ account: accountId(n + index), city: 'Lyon' },
    }));
    await call(kiln, 'POST', `/api/records/${entity}`, rows);
  }
  return count / ((performance.now() - began) / 1_000);
}

/** Creates an account now and then and looks into the queue, until it is stopped: to the most jobs that waited. */
function watch(kiln: SeededKiln): { readonly stop: () => Promise<number> } {
  let isOver = false;
  const watching = (async () => {
    let most = 0;
    for (let n = 0; !isOver; n += 1) {
      if (n % 3 === 0) await call(kiln, 'POST', '/api/records/account', { name: `Meanwhile ${n}` });
      const { rows } = await kiln.client.query<{ waiting: string }>(
        'select count(*) as waiting from kiln_queue._private_jobs where locked_at is null',
      );
      most = Math.max(most, Number(rows[0]?.waiting));
      await sleep(100);
    }
    return most;
  })();
  return {
    stop() {
      isOver = true;
      return watching;
    },
  };
}

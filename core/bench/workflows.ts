import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { isObject, type JsonObject } from '../lib/json.ts';
import { checkRuns } from '../workflows/runs/checkRuns.ts';
import { cpuSeconds } from './cpuSeconds.ts';
import { importFigures } from './importFigures.ts';
import { median } from './load.ts';
import { onSeededKiln, type SeededKiln } from './onSeededKiln.ts';
import { contact } from './operations.ts';
import { type Figure, machine } from './results.ts';
import { runListFigures } from './runListFigures.ts';
import { saveResults } from './saveResults.ts';
import { accountId, accounts, call, figure, ms, percentile, put, settled } from './workflowKit.ts';

/**
 * `npm run bench:workflows`: how soon and how many runs of workflows one server does with all of it recorded, what they cost
 * the writes that set them off, and what waiting ones cost; writes its section of core/bench/RESULTS.md. `-- --quick` is a
 * short look that writes nothing.
 */
const { values: flags } = parseArgs({ options: { quick: { type: 'boolean', default: false } } });
const { quick } = flags;
const size = { accounts, contacts: quick ? 10_000 : 100_000 };
const writes = quick ? 100 : 400;
const runs = quick ? 3_000 : 20_000;
const imported = quick ? 10_000 : 100_000;
const listed = quick ? 50_000 : 1_000_000;
const waiting = quick ? 10_000 : 100_000;
const idleSeconds = quick ? 5 : 20;

const account = {
  id: 'account',
  do: 'records.get',
  with: { entity: 'account', id: '${record.account}', select: 'name' },
};
const decide = {
  id: 'decide',
  do: 'set',
  with: { greeting: "${'Hello ' + record.name + ' of ' + steps.account.output.name}" },
};
const change = {
  id: 'change',
  do: 'records.update',
  with: { entity: 'contact', id: '${record.id}', values: { jobTitle: '${vars.greeting}', score: 7 } },
};
const threeSteps = { steps: [account, decide, change], variables: { greeting: { type: 'string' } } };
const created = (when?: string) => ({ on: 'record.created', entity: 'contact', ...(when ? { when } : {}) });

await onSeededKiln(size, async (kiln) => {
  const figures = [
    ...(await latencyFigures(kiln)),
    ...(await writeFigures(kiln)),
    ...(await throughputFigures(kiln)),
    ...(await importFigures(kiln, imported)),
    ...(await waitingFigures(kiln)),
  ];
  const wrong = await checkRuns({
    query: async ({ text }) => (await kiln.client.query({ text, rowMode: 'array' })).rows,
  });
  if (wrong.length > 0) throw new Error(wrong.join('\n'));
  figures.push(...(await runListFigures(kiln, listed)));
  const markdown = toMarkdown(figures);
  console.log(markdown);
  if (!quick) saveResults('bench:workflows', markdown);
});

/** Writes of one after the other, with time between them: the first step begins, counted from the write's transaction. */
async function latencyFigures(kiln: SeededKiln): Promise<Figure[]> {
  await put(kiln, 'bench', { trigger: created(), ...threeSteps });
  await paced(kiln, 50, () => ({ city: 'Lyon' }));
  await settled(kiln.client);
  await kiln.client.query('delete from kiln.run');
  await paced(kiln, writes, () => ({ city: 'Lyon' }));
  await settled(kiln.client);
  const { rows } = await kiln.client.query<{ first: string }>(`
    select extract(epoch from min(s.started_at) - r.created_at) * 1000 as first
    from kiln.run r join kiln.run_step s on s.run = r.id group by r.id`);
  const first = rows.map((row) => Number(row.first));
  const [p50, p95] = [percentile(first, 0.5), percentile(first, 0.95)];
  return [
    figure('from the write to the first step, p50', ms(p50), '< 20 ms', p50 < 20),
    figure('from the write to the first step, p95', ms(p95), '< 60 ms', p95 < 60),
  ];
}

/** The same create in twins of contact: one that no workflow looks at, one with a condition that is false, or true; in turn. */
async function writeFigures(kiln: SeededKiln): Promise<Figure[]> {
  const twin = await call(kiln, 'GET', '/api/definitions/entity/contact');
  await put(kiln, 'bench', { enabled: false, trigger: created(), ...threeSteps });
  for (const name of ['plain', 'watched']) await putTwin(kiln, name, twin);
  const trigger = { on: 'record.created', entity: 'watched', when: "record.city == 'Lyon'" };
  const steps = [account, decide, { ...change, with: { ...change.with, entity: 'watched' } }];
  await put(kiln, 'watch', { trigger, ...threeSteps, steps });
  const kinds = { none: ['plain', 'Lyon'], other: ['watched', 'Bonn'], starts: ['watched', 'Lyon'] } as const;
  const times: Record<keyof typeof kinds, number[]> = { none: [], other: [], starts: [] };
  for (let n = 0; n < writes + 50; n += 1) {
    for (const kind of ['none', 'other', 'starts'] as const) {
      const [entity, city] = kinds[kind];
      const [time = 0] = await paced(kiln, 1, () => ({ city }), entity);
      if (n >= 50) times[kind].push(time);
    }
  }
  await settled(kiln.client);
  const [none, other, starts] = [median(times.none), median(times.other), median(times.starts)];
  return [
    figure(
      `a create that starts a run (${ms(starts)}), more than without workflows (${ms(none)}), p50`,
      ms(starts - none),
      '< 1 ms',
      starts - none < 1,
    ),
    figure(
      'a create whose condition is false, more than without workflows, p50',
      ms(other - none),
      '< 1 ms',
      other - none < 1,
    ),
  ];
}

async function putTwin(kiln: SeededKiln, name: string, { document }: JsonObject): Promise<void> {
  if (!isObject(document) || !isObject(document.properties)) throw new Error('there is no contact');
  const relation = { 'x-relation': { to: 'account', onDelete: 'setNull', inverse: `${name}Contacts` } };
  const properties = { ...document.properties, account: relation };
  const made = { ...document, $id: name, title: name, properties };
  await call(kiln, 'POST', '/api/changesets', { changes: [{ kind: 'entity', name, document: made }], message: '' });
}

/** Runs done a second where others write as fast as they can, and where an import has made all of them at once. */
async function throughputFigures(kiln: SeededKiln): Promise<Figure[]> {
  const { client } = kiln;
  await put(kiln, 'bench', { enabled: false, trigger: { on: 'manual', entity: 'contact' }, ...threeSteps });
  const { rows } = await client.query<{ id: string }>('select id from data.contact order by id limit $1', [runs]);
  const ids = rows.map(({ id }) => id);
  await put(kiln, 'bench', { trigger: { on: 'manual', entity: 'contact' }, ...threeSteps });
  await startByHand(kiln, ids.slice(0, 1_000));
  await settled(client);
  await client.query('delete from kiln.run_step; delete from kiln.run');
  await client.query('vacuum analyze kiln.run');
  const before = { at: performance.now(), ...(await usage(kiln)) };
  const rate = await eachByItself(kiln, ids);
  const after = { at: performance.now(), ...(await usage(kiln)) };
  const alone = (name: 'server' | 'postgres') => ((after[name] - before[name]) / runs) * 1_000;
  const perRun = (after.transactions - before.transactions) / runs;
  await client.query('delete from kiln.run_step; delete from kiln.run');
  await client.query('vacuum analyze kiln.run');
  const bulk = await allAtOnce(kiln);
  return [
    figure('three-step runs/s, each started by a request of its own', `${Math.round(rate)}/s`, '≥ 500/s', rate >= 500),
    figure(
      `three-step runs/s, ${runs.toLocaleString('en')} set off by an import`,
      `${Math.round(bulk)}/s`,
      '≥ 500/s',
      bulk >= 500,
    ),
    figure('processor time for each such run, server', ms(alone('server')), '', true),
    figure('processor time for each such run, Postgres', ms(alone('postgres')), '', true),
    figure('transactions for each such run', perRun.toFixed(1), '', true),
  ];
}

/** From the first request to the end of the last run, 32 requests under way at a time. */
async function eachByItself(kiln: SeededKiln, ids: readonly string[]): Promise<number> {
  const began = performance.now();
  const queue = [...ids];
  await Promise.all(
    Array.from({ length: 32 }, async () => {
      for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
        await call(kiln, 'POST', '/api/workflows/bench/runs', { record: { entity: 'contact', id } });
      }
    }),
  );
  await settled(kiln.client);
  return (ids.length / (performance.now() - began)) * 1_000;
}

/** From the first record of an import to the end of the last run. */
async function allAtOnce(kiln: SeededKiln): Promise<number> {
  await put(kiln, 'bench', { trigger: created(), ...threeSteps });
  const began = performance.now();
  for (let n = 0; n < runs; n += 1_000) {
    const rows = Array.from({ length: 1_000 }, (_, index) => ({
      ...contact(n + index),
      account: accountId(n + index),
    }));
    await call(kiln, 'POST', '/api/records/contact', rows);
  }
  await settled(kiln.client);
  return (runs / (performance.now() - began)) * 1_000;
}

/** What runs that wait cost, and how late they wake. */
async function waitingFigures(kiln: SeededKiln): Promise<Figure[]> {
  const { client } = kiln;
  const greet = { id: 'greet', do: 'set', with: { greeting: '${record.name}' } };
  const wait = { id: 'pause', do: 'wait', with: { for: 'P30D' } };
  await put(kiln, 'bench', { enabled: false, trigger: { on: 'manual', entity: 'contact' }, ...threeSteps });
  await put(kiln, 'waits', {
    trigger: { on: 'manual', entity: 'contact' },
    steps: [wait, greet],
    variables: threeSteps.variables,
  });
  const none = await idleCpu(kiln);
  const { rows } = await client.query<{ id: string }>('select id from data.contact order by id limit 1000');
  for (let n = 0; n < waiting; n += 1_000)
    await startByHand(
      kiln,
      rows.map(({ id }) => id),
      'waits',
    );
  await settled(client);
  await client.query('vacuum analyze kiln.run');
  await client.query('vacuum analyze kiln.run_wait');
  const many = await idleCpu(kiln);
  const woken = quick ? 200 : 2_000;
  const due = await client.query<{ run: string; due: Date }>(
    `with picked as (select run, row_number() over (order by random()) as n from kiln.run_wait limit $1)
     update kiln.run_wait as w set wake_at = now() + interval '3 s' + n * interval '5 ms' from picked where picked.run = w.run
     returning w.run, wake_at as due`,
    [woken],
  );
  await sleep(3_000 + woken * 5);
  for (let left = 1; left > 0; await sleep(50)) {
    const { rowCount } = await client.query(`select from kiln.run_wait where wake_at < now() + interval '1 day'`);
    left = rowCount ?? 0;
  }
  await settled(client);
  const ended = await client.query<{ run: string; at: Date }>(
    `select run, ended_at as at from kiln.run_step where key = 'pause' and ended_at is not null`,
  );
  const wokenAt = new Map(ended.rows.map(({ run, at }) => [run, at.getTime()]));
  const late = due.rows.map((row) => (wokenAt.get(row.run) ?? Number.POSITIVE_INFINITY) - row.due.getTime());
  const p95 = percentile(late, 0.95);
  const name = waiting.toLocaleString('en');
  const more = many - none;
  return [
    figure(
      `processor time while ${name} runs wait, more than without`,
      `${(more * 100).toFixed(1)} % of a core`,
      '< 2 %',
      more < 0.02,
    ),
    figure(
      `${woken.toLocaleString('en')} of them woken within ${woken / 200} s, p95 late`,
      ms(p95),
      '< 1500 ms',
      p95 < 1_500,
    ),
  ];
}

/** Part of a core that server and Postgres take while nobody asks for anything. */
async function idleCpu(kiln: SeededKiln): Promise<number> {
  await sleep(3_000);
  const before = await usage(kiln);
  await sleep(idleSeconds * 1_000);
  const after = await usage(kiln);
  return (after.server + after.postgres - before.server - before.postgres) / idleSeconds;
}

interface Usage {
  /** Seconds of processor time. */
  readonly server: number;
  readonly postgres: number;
  readonly transactions: number;
}

async function usage({ kiln, client }: SeededKiln): Promise<Usage> {
  const { rows } = await client.query<{ pid: number; transactions: string }>(
    'select pg_backend_pid() as pid, xact_commit as transactions from pg_stat_database where datname = current_database()',
  );
  const [row] = rows;
  const postmaster = Number(readFileSync(`/proc/${row?.pid}/stat`, 'utf8').split(') ')[1]?.split(' ')[1]);
  return {
    server: cpuSeconds(kiln.pid),
    postgres: cpuSeconds(postmaster),
    transactions: Number(row?.transactions ?? 0),
  };
}

async function startByHand(kiln: SeededKiln, ids: readonly string[], workflow = 'bench'): Promise<void> {
  await call(kiln, 'POST', `/api/workflows/${workflow}/runs`, { ids: [...ids] });
}

/** Creates, one after the other, each when the run of the one before is over; milliseconds of each. */
async function paced(kiln: SeededKiln, count: number, more: () => JsonObject, entity = 'contact'): Promise<number[]> {
  const times: number[] = [];
  for (let n = 0; n < count; n += 1) {
    const body = { ...contact(n), account: accountId(n), ...more() };
    const began = performance.now();
    await call(kiln, 'POST', `/api/records/${entity}`, body);
    times.push(performance.now() - began);
    await sleep(30);
  }
  return times;
}

function toMarkdown(figures: readonly Figure[]): string {
  const lines = figures.map(
    ({ name, value, goal, held }) =>
      `| ${name} | ${value} | ${goal} | ${goal === '' ? '' : held ? 'held' : 'missed'} |`,
  );
  return `Workflows on one server, whoever asks it and Postgres on the same machine, on ${size.contacts.toLocaleString('en')} contacts. The three steps
read the account of a contact, make a text of both, and change the contact. Run, steps with inputs and outputs, and the audit are
recorded. n8n publishes 220 executions/s for one instance.

Machine: ${machine()}.

| figure | value | goal | |
|---|---|---|---|
${lines.join('\n')}
`;
}

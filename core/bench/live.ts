import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';
import type pg from 'pg';
import type { JsonObject } from '../lib/json.ts';
import { buildModel } from '../workspace/buildModel.ts';
import { median } from './load.ts';
import { onSeededKiln } from './onSeededKiln.ts';
import { type Figure, machine } from './results.ts';
import { saveResults } from './saveResults.ts';
import type { RunningServer } from './servers.ts';
import type { TrafficReport, TrafficTask } from './traffic.ts';
import { wideEntity } from './wideEntity.ts';

/**
 * `npm run bench:live`: changes definitions while 16 connections read and write without pause, and writes its section
 * of core/bench/RESULTS.md. `-- --quick` is a short look that writes nothing, `-- --rounds 3` one at full size.
 */
const { values: flags } = parseArgs({
  options: { quick: { type: 'boolean', default: false }, rounds: { type: 'string' } },
});
const size = flags.quick ? { accounts: 1_000, contacts: 50_000 } : { accounts: 10_000, contacts: 1_000_000 };
const rounds = Number(flags.rounds ?? (flags.quick ? 4 : 20));
const connections = 16;
const nobody = '00000000-0000-7000-8000-000000000000';
const document: JsonObject = JSON.parse(
  readFileSync(new URL('definitions/entity/contact.json', import.meta.url), 'utf8'),
);

await onSeededKiln(size, async ({ kiln, client }) => {
  const steps = await underTraffic(client, kiln);
  const figures = [...steps, compileFigure()];
  const markdown = toMarkdown(figures);
  console.log(markdown);
  if (!flags.quick && !flags.rounds) saveResults('bench:live', markdown);
});

async function underTraffic(client: pg.Client, kiln: RunningServer): Promise<Figure[]> {
  const { rows } = await client.query<{ id: string }>('select id from data.contact order by id limit 800');
  const task: TrafficTask = { url: kiln.url, headers: kiln.headers, connections, ids: rows.map(({ id }) => id) };
  const worker = new Worker(new URL('traffic.ts', import.meta.url), { workerData: task });
  const stopped = new Promise<TrafficReport>((resolve, reject) => {
    worker.on('message', resolve);
    worker.on('error', reject);
  });
  await sleep(2_000);
  const taken = new Map<string, number[]>();
  for (let round = 1; round <= rounds; round += 1) {
    for (const [name, ms] of await changeRound(kiln, round)) taken.set(name, [...(taken.get(name) ?? []), ms]);
  }
  await sleep(500);
  worker.postMessage('stop');
  const report = await stopped;
  await worker.terminate();
  for (const failure of report.failures) console.log(failure);
  const all = [...taken.values()].flat();
  return [
    ...[...taken].map(([name, times]) => visible(name, times)),
    visible('all', all),
    {
      name: `requests that failed, of ${report.requests.toLocaleString('en')}`,
      value: String(report.failed),
      goal: '0',
      held: report.failed === 0,
    },
    await lostWrites(client, report),
    longest('longest stall of a writer', report.slowest[0] ?? 0),
  ];
}

/**
 * A field comes, is called otherwise, offers another option, goes, and comes back. Until when each was seen, by name.
 */
async function changeRound(kiln: RunningServer, round: number): Promise<[string, number][]> {
  const [name, renamed] = [`probe${round}`, `seen${round}`];
  const options = (values: readonly string[], rest: JsonObject = {}): JsonObject => ({
    type: 'string',
    enum: [...values],
    'x-options': Object.fromEntries(values.map((value) => [value, { title: value }])),
    ...rest,
  });
  const id = { 'x-id': name };
  const before = await current(kiln);
  const steps: [string, () => Promise<string>, string, number][] = [
    ['add a field', () => put(kiln, withField(before, name, options(['a', 'b']))), name, 200],
    ['rename it', () => put(kiln, withField(before, renamed, options(['a', 'b'], id))), renamed, 200],
    ['another option', () => put(kiln, withField(before, renamed, options(['a', 'b', 'c'], id))), `${renamed}=c`, 200],
    ['drop it', () => put(kiln, before), renamed, 400],
  ];
  const taken: [string, number][] = [];
  let last = '';
  for (const [step, make, probe, status] of steps) {
    const begun = performance.now();
    const [made] = await Promise.all([make(), seen(kiln, probe, status)]);
    taken.push([step, performance.now() - begun]);
    last = made;
  }
  const begun = performance.now();
  await Promise.all([post(kiln, `/api/changesets/${last}/revert`, { message: 'back' }), seen(kiln, renamed, 200)]);
  taken.push(['revert', performance.now() - begun]);
  return taken;
}

function withField(contact: JsonObject, name: string, field: JsonObject): JsonObject {
  const { properties } = contact;
  return { ...contact, properties: { ...(typeof properties === 'object' ? properties : {}), [name]: field } };
}

async function current(kiln: RunningServer): Promise<JsonObject> {
  const answer = await fetch(`${kiln.url}/api/definitions/entity/contact`, { headers: kiln.headers });
  const { document: found }: { document: JsonObject } = JSON.parse(await answer.text());
  return found ?? document;
}

function put(kiln: RunningServer, contact: JsonObject): Promise<string> {
  const changes = [{ kind: 'entity', name: 'contact', document: contact }];
  return post(kiln, '/api/changesets', { changes, message: 'bench', acceptDataLoss: true });
}

async function post(kiln: RunningServer, path: string, body: unknown): Promise<string> {
  const answer = await fetch(`${kiln.url}${path}`, {
    method: 'POST',
    headers: { ...kiln.headers, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  const text = await answer.text();
  if (answer.status !== 201) throw new Error(`${path}: ${answer.status} ${text}`);
  const { id }: { id: string } = JSON.parse(text);
  return id;
}

/** Resolves when the API answers so to whoever asks for the field, or for records with that option. */
async function seen(kiln: RunningServer, probe: string, status: number): Promise<void> {
  const [field, option] = probe.split('=');
  // Of one record: whoever asks which of a million have it is answered later.
  const where =
    option === undefined ? '' : `&where=${encodeURIComponent(`id == '${nobody}' && ${field} == '${option}'`)}`;
  for (;;) {
    const answer = await fetch(`${kiln.url}/api/records/contact?limit=1&select=id,${field}${where}`, {
      headers: kiln.headers,
    });
    await answer.text();
    if (answer.status === status) return;
    await sleep(10);
  }
}

async function lostWrites(client: pg.Client, { written, created }: TrafficReport): Promise<Figure> {
  const { rows } = await client.query<{ lost: string }>(
    `select (select count(*) from json_each_text($1) as w join data.contact c on c.id = w.key::uuid where c.score::text <> w.value)
      + (select count(*) from unnest($2::uuid[]) as id where not exists (select from data.contact c where c.id = id)) as lost`,
    [JSON.stringify(written), created],
  );
  const lost = Number(rows[0]?.lost);
  return { name: 'writes that were lost', value: String(lost), goal: '0', held: lost === 0 };
}

function visible(name: string, times: readonly number[]): Figure {
  const sorted = times.toSorted((a, b) => a - b);
  const p95 = sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * 0.95))] ?? 0;
  const middle = median(times);
  return {
    name: `${name}: until it is seen through the API`,
    value: `median ${Math.round(middle)} ms, p95 ${Math.round(p95)} ms`,
    goal: 'median < 300 ms, p95 < 1 s',
    held: middle < 300 && p95 < 1_000,
  };
}

function longest(name: string, ms: number): Figure {
  return { name, value: `${Math.round(ms)} ms`, goal: '< 500 ms', held: ms < 500 };
}

function compileFigure(): Figure {
  const base = ['account', 'contact'].map((name) => definition('bench', name, readBench(name)));
  const wide = Array.from({ length: 200 }, (_, index) => {
    const name = `wide${index + 1}`;
    return definition('bench', name, { ...wideEntity(50), $id: name });
  });
  const times = Array.from({ length: 5 }, () => {
    const begun = performance.now();
    buildModel([...base, ...wide]);
    return performance.now() - begun;
  });
  const ms = median(times);
  return {
    name: 'compile 200 entities of 50 fields',
    value: `${Math.round(ms)} ms`,
    goal: '< 1000 ms',
    held: ms < 1_000,
  };
}

function definition(owner: string, name: string, content: JsonObject) {
  return { kind: 'entity', name, package: owner, document: content };
}

function readBench(name: string): JsonObject {
  return JSON.parse(readFileSync(new URL(`definitions/entity/${name}.json`, import.meta.url), 'utf8'));
}

function toMarkdown(figures: readonly Figure[]): string {
  const lines = figures.map(
    ({ name, value, goal, held }) => `| ${name} | ${value} | ${goal} | ${held ? 'held' : 'missed'} |`,
  );
  return `Definitions change ${rounds} times in turn (a field comes, is renamed, gets another option, goes, comes back) on
${size.contacts.toLocaleString('en')} contacts of 12 fields, which ${connections} connections read and write without pause. Times are from the
request to the first answer of the API that shows the change.

Machine: ${machine()}.

| figure | value | goal | |
|---|---|---|---|
${lines.join('\n')}
`;
}

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import autocannon from 'autocannon';
import { isObject, type Json, type JsonObject } from '../lib/json.ts';
import { median } from './load.ts';
import { onSeededKiln } from './onSeededKiln.ts';
import { contact, contactId, type Request } from './operations.ts';
import { emptyCode, greedyCode, hookCode, readerCode } from './pluginCode.ts';
import { type Figure, machine } from './results.ts';
import { saveResults } from './saveResults.ts';
import type { RunningServer } from './servers.ts';

/**
 * `npm run bench:plugins`: writes with hooks beside the same writes without, many plugins, and what a plugin at its
 * limits does to others; writes its section of core/bench/RESULTS.md. `-- --quick` is a short look that writes
 * nothing.
 */
const { values: flags } = parseArgs({ options: { quick: { type: 'boolean', default: false } } });
const size = { accounts: 1_000, contacts: flags.quick ? 10_000 : 100_000 };
const seconds = flags.quick ? 2 : 4;
const rounds = flags.quick ? 3 : 7;
const connections = 16;

/** Of the plugins that are installed from it. */
const folder = mkdtempSync(join(tmpdir(), 'kiln-bench-plugins-'));
try {
  await onSeededKiln(size, async ({ kiln }) => {
    const figures = [...(await hookFigures(kiln)), ...(await limitFigures(kiln)), ...(await manyFigures(kiln))];
    const markdown = toMarkdown(figures);
    console.log(markdown);
    if (!flags.quick) saveResults('bench:plugins', markdown);
  });
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** Creates with one hook that reads one record, in turn with creates without. */
async function hookFigures(kiln: RunningServer): Promise<Figure[]> {
  const bare = median((await repeated(3, () => measure(kiln, create, connections))).map(({ perSecond }) => perSecond));
  await install(kiln, 'reader', readerCode, { records: { contact: ['read', 'update'], account: ['read'] } });
  await measure(kiln, create, connections);
  const without: Measured[] = [];
  const hooked: Measured[] = [];
  for (let round = 0; round < rounds; round += 1) {
    await post(kiln, '/api/plugins/reader/disable');
    without.push(await measure(kiln, create, connections));
    await post(kiln, '/api/plugins/reader/enable');
    await measure(kiln, create, connections, 1);
    hooked.push(await measure(kiln, create, connections));
  }
  const ratio = median(hooked.map(({ perSecond }, n) => perSecond / (without[n]?.perSecond ?? Number.NaN)));
  const unchanged = median(without.map(({ perSecond }) => perSecond)) / bare;
  // Its last 1,000 calls, with what they asked of the server.
  await measure(kiln, create, 1);
  const hook = await readMetric(kiln, 'kiln_plugin_p95_milliseconds{plugin="reader"}');
  await post(kiln, '/api/plugins/reader/disable');
  const perSecond = (measured: readonly Measured[]) => Math.round(median(measured.map((each) => each.perSecond)));
  return [
    figure(
      'create without hooks, while a plugin is installed, to before',
      unchanged.toFixed(2),
      '≥ 0.9',
      unchanged >= 0.9,
    ),
    figure(
      `create with a hook that reads a record (${perSecond(hooked)}/s) to the same without (${perSecond(without)}/s)`,
      ratio.toFixed(2),
      '≥ 0.5',
      ratio >= 0.5,
    ),
    figure('the hook itself, one at a time, p95', `${hook.toFixed(2)} ms`, '< 2 ms', hook < 2),
  ];
}

/** What others notice of plugins that compute and keep as much as they can. */
async function limitFigures(kiln: RunningServer): Promise<Figure[]> {
  await install(kiln, 'greedy', greedyCode, {});
  const calm: Measured[] = [];
  const busy: Measured[] = [];
  for (let round = 0; round < rounds; round += 1) {
    calm.push(await measure(kiln, read, 4));
    const stop = keepCalling(kiln, '/api/plugins/greedy/functions/spin');
    const also = keepCalling(kiln, '/api/plugins/greedy/functions/hoard');
    busy.push(await measure(kiln, read, 4));
    await Promise.all([stop(), also()]);
  }
  const before = median(calm.map(({ p95 }) => p95));
  const during = median(busy.map(({ p95 }) => p95));
  const moved = during / before - 1;
  const text = `${before.toFixed(2)} to ${during.toFixed(2)} ms, ${(moved * 100).toFixed(0)} %`;
  return [figure('p95 of reads while a plugin spins and hoards', text, '< 20 % more', moved < 0.2)];
}

async function manyFigures(kiln: RunningServer): Promise<Figure[]> {
  for (let n = 0; n < 100; n += 1) {
    const code = n < 10 ? hookCode : emptyCode;
    await install(kiln, `many-${n}`, code, n < 10 ? { records: { contact: ['read', 'update'] } } : {});
  }
  await measure(kiln, create, 4);
  const measured = await repeated(rounds, () => measure(kiln, create, 4));
  const p95 = median(measured.map((each) => each.p95));
  return [
    figure('create with 10 hooks of 100 plugins, 4 connections, p95', `${p95.toFixed(1)} ms`, '< 15 ms', p95 < 15),
  ];
}

interface Measured {
  readonly perSecond: number;
  /** Milliseconds. */
  readonly p95: number;
}

async function measure(
  { url, headers }: RunningServer,
  request: (n: number) => Request,
  clients: number,
  duration = seconds,
): Promise<Measured> {
  let n = Math.floor(Math.random() * 1e6);
  const times: number[] = [];
  const options: autocannon.Options = {
    url,
    headers: { ...headers },
    connections: clients,
    duration,
    requests: [
      {
        setupRequest: (base) => {
          n += 1;
          const { method, path, body } = request(n);
          const type = body ? { 'content-type': 'application/json' } : {};
          return { ...base, method, path, headers: { ...base.headers, ...type }, ...(body ? { body } : {}) };
        },
      },
    ],
  };
  const result = await new Promise<autocannon.Result>((resolve, reject) => {
    const run = autocannon(options, (error, outcome) => (error ? reject(error) : resolve(outcome)));
    run.on('response', (_client, _status, _bytes, time) => times.push(time));
  });
  if (result.non2xx > 0 || result.errors > 0) throw new Error(`${result.non2xx} answers were not a success`);
  times.sort((a, b) => a - b);
  return { perSecond: result['2xx'] / result.duration, p95: times[Math.floor(times.length * 0.95)] ?? 0 };
}

function create(n: number): Request {
  const hex = (1_700_000_000_000 + (1 + (n % size.accounts)) * 100).toString(16).padStart(12, '0');
  const account = `${hex.slice(0, 8)}-${hex.slice(8)}-7001-8000-${(1 + (n % size.accounts)).toString(16).padStart(12, '0')}`;
  return { method: 'POST', path: '/api/records/contact', body: JSON.stringify({ ...contact(n), account }) };
}

function read(n: number): Request {
  return { method: 'GET', path: `/api/records/contact/${contactId(1 + ((n * 7_919) % size.contacts))}` };
}

async function install(kiln: RunningServer, id: string, code: string, capabilities: JsonObject): Promise<void> {
  const path = join(folder, 'plugins', id);
  mkdirSync(join(path, 'src'), { recursive: true });
  const manifest = { id, version: '1.0.0', title: id, kiln: '>=0.1', main: 'src/index.ts', capabilities };
  writeFileSync(join(path, 'plugin.json'), JSON.stringify(manifest));
  writeFileSync(join(path, 'src', 'index.ts'), code);
  await post(kiln, '/api/plugins', { path, grant: true });
}

async function post({ url, headers }: RunningServer, path: string, body: object = {}): Promise<JsonObject> {
  const response = await fetch(`${url}${path}`, {
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  const answer: Json = JSON.parse((await response.text()) || '{}');
  if (!response.ok) throw new Error(`${path}: ${JSON.stringify(answer)}`);
  return isObject(answer) ? answer : {};
}

async function readMetric({ url, headers }: RunningServer, name: string): Promise<number> {
  const text = await (await fetch(`${url}/metrics`, { headers })).text();
  const line = text.split('\n').find((each) => each.startsWith(`${name} `));
  return Number(line?.slice(name.length));
}

/** Calls 20 times a second, whatever the answer, until the undo. */
function keepCalling({ url, headers }: RunningServer, path: string): () => Promise<void> {
  let going = true;
  const calling = (async () => {
    while (going) {
      await fetch(`${url}${path}`, { method: 'POST', headers }).then((response) => response.arrayBuffer());
      await sleep(50);
    }
  })();
  return async () => {
    going = false;
    await calling;
  };
}

async function repeated<T>(times: number, f: () => Promise<T>): Promise<T[]> {
  const results: T[] = [];
  for (let n = 0; n < times; n += 1) results.push(await f());
  return results;
}

function figure(name: string, value: string, goal: string, held: boolean): Figure {
  console.log(`${name}: ${value} (${goal})`);
  return { name, value, goal, held };
}

function toMarkdown(figures: readonly Figure[]): string {
  const lines = figures.map(
    ({ name, value, goal, held }) => `| ${name} | ${value} | ${goal} | ${held ? 'held' : 'missed'} |`,
  );
  return `Plugins in the sandbox, on ${size.contacts.toLocaleString('en')} contacts; ${connections} connections where nothing else is said, medians of
${rounds} rounds of ${seconds} s each, in turn.

Machine: ${machine()}.

| figure | value | goal | |
|---|---|---|---|
${lines.join('\n')}
`;
}

import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { startEmbedded } from '../db/embedded/startEmbedded.ts';
import { load, median } from './load.ts';
import { operations } from './operations.ts';
import { type Comparison, type Figure, ratioOf, toMarkdown } from './results.ts';
import { seed } from './seed.ts';
import { type RunningServer, startFloor, startKiln } from './servers.ts';

/**
 * `npm run bench`: writes core/bench/RESULTS.md. `-- --quick` is a short look that writes nothing;
 * `-- --only get` measures the operations whose name holds the word.
 */
const { values: flags } = parseArgs({
  options: { quick: { type: 'boolean', default: false }, only: { type: 'string' }, rounds: { type: 'string' } },
});
const size = flags.quick ? { accounts: 1_000, contacts: 20_000 } : { accounts: 10_000, contacts: 200_000 };
const big = { accounts: 100_000, contacts: 2_000_000 };
const rounds = Number(flags.rounds ?? (flags.quick ? 2 : 5));
const seconds = flags.quick ? 2 : 5;
const connections = 16;

const folder = mkdtempSync(join(tmpdir(), 'kiln-bench-'));
// Postgres runs as another user when Kiln is root, and has to pass through.
chmodSync(folder, 0o755);
const postgres = await startEmbedded({ data: folder, progress: (line) => console.log(line) });
try {
  const url = postgres.url;
  const client = new pg.Client({ connectionString: url });
  // Told by the query that it fails; the connection also goes when Postgres is stopped after a failure.
  client.on('error', () => undefined);
  await client.connect();
  await client.query(readFileSync(new URL('floor/schema.sql', import.meta.url), 'utf8'));
  const first = await startKiln(url, folder);
  await first.stop();
  console.log(`seeding ${size.contacts.toLocaleString('en')} contacts twice`);
  await seed(client, 'data', size);
  await seed(client, 'floor', size);
  const kiln = await startKiln(url, folder);
  const floor = await startFloor(url);
  const comparisons = await compare(kiln, floor);
  const figures = [
    figure('start with existing data', kiln.startMs, 3_000, 'ms'),
    figure('memory of the server after the run', residentMb(kiln.pid), 250, 'MB'),
    ...(flags.only ? [] : await scaling(client, kiln)),
  ];
  const markdown = toMarkdown({
    size: `${size.accounts.toLocaleString('en')} accounts, ${size.contacts.toLocaleString('en')} contacts of 12 fields`,
    connections,
    seconds,
    comparisons,
    figures,
  });
  console.log(markdown);
  if (!flags.quick && !flags.only) writeFileSync(new URL('RESULTS.md', import.meta.url), markdown);
  await Promise.all([kiln.stop(), floor.stop(), client.end()]);
} finally {
  await postgres.close();
  rmSync(folder, { recursive: true, force: true });
}

async function compare(kiln: RunningServer, floor: RunningServer): Promise<Comparison[]> {
  const comparisons: Comparison[] = [];
  for (const operation of operations(size.contacts)) {
    if (flags.only && !operation.name.includes(flags.only)) continue;
    await load(kiln.url, operation.kiln, { connections, seconds: 2 });
    await load(floor.url, operation.floor, { connections, seconds: 2 });
    const measured: { kiln: Awaited<ReturnType<typeof load>>[]; floor: Awaited<ReturnType<typeof load>>[] } = {
      kiln: [],
      floor: [],
    };
    for (let round = 0; round < rounds; round += 1) {
      measured.kiln.push(await load(kiln.url, operation.kiln, { connections, seconds }));
      measured.floor.push(await load(floor.url, operation.floor, { connections, seconds }));
    }
    const comparison = { name: operation.name, goal: operation.goal, ...measured };
    console.log(`${operation.name}: ${ratioOf(comparison).toFixed(2)} (goal ${operation.goal})`);
    comparisons.push(comparison);
  }
  return comparisons;
}

/** Deep pages and ten times the rows must not cost more. */
async function scaling(client: pg.Client, kiln: RunningServer): Promise<Figure[]> {
  const list = `/api/records/contact?where=${encodeURIComponent("stage == 'active'")}&sort=name&limit=25`;
  const time = async (path: string) => {
    const times: number[] = [];
    for (let i = 0; i < 60; i += 1) {
      const started = performance.now();
      const answer = await fetch(`${kiln.url}${path}`);
      await answer.text();
      if (i >= 10) times.push(performance.now() - started);
    }
    return median(times);
  };
  const firstPage = await time(list);
  const deepPage = await time(`${list}&after=${await cursorAfter(kiln, list, 1_000)}`);
  console.log(`seeding ${big.contacts.toLocaleString('en')} contacts`);
  await seed(client, 'data', flags.quick ? size : big);
  const bigPage = await time(list);
  const ratio = (value: number, base: number) =>
    `${(value / base).toFixed(2)} (${value.toFixed(1)} ms to ${base.toFixed(1)} ms)`;
  return [
    {
      name: 'page 1,000 to page 1',
      value: ratio(deepPage, firstPage),
      goal: '≤ 1.25',
      held: deepPage / firstPage <= 1.25,
    },
    {
      name: 'list on 2,000,000 rows to 200,000',
      value: ratio(bigPage, firstPage),
      goal: '≤ 1.5',
      held: bigPage / firstPage <= 1.5,
    },
  ];
}

async function cursorAfter(kiln: RunningServer, list: string, pages: number): Promise<string> {
  let after = '';
  for (let page = 0; page < pages; page += 1) {
    const answer = await fetch(`${kiln.url}${list}&select=id${after ? `&after=${after}` : ''}`);
    const body: unknown = await answer.json();
    if (typeof body !== 'object' || body === null || !('next' in body) || typeof body.next !== 'string') return after;
    after = body.next;
  }
  return after;
}

function figure(name: string, value: number, most: number, unit: string): Figure {
  return { name, value: `${Math.round(value)} ${unit}`, goal: `< ${most} ${unit}`, held: value < most };
}

function residentMb(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1] ?? Number.NaN) / 1024;
}

import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { startEmbedded } from '../db/embedded/startEmbedded.ts';
import { boardFigures } from './boardFigures.ts';
import { compare } from './compare.ts';
import { load, median } from './load.ts';
import { type Operation, operations } from './operations.ts';
import { listsOfFew, ownedCreates, ownedReads, sampleOwned } from './ownedOperations.ts';
import { seedPeople } from './people.ts';
import { type Comparison, type Figure, toMarkdown } from './results.ts';
import { saveResults } from './saveResults.ts';
import { seed, seedOwned } from './seed.ts';
import { type RunningServer, startFloor, startKiln } from './servers.ts';

/**
 * `npm run bench`: writes its section of core/bench/RESULTS.md. `-- --quick` is a short look that writes nothing;
 * `-- --only get` measures the operations whose name holds the word.
 */
const { values: flags } = parseArgs({
  options: { quick: { type: 'boolean', default: false }, only: { type: 'string' }, rounds: { type: 'string' } },
});
const size = flags.quick ? { accounts: 1_000, contacts: 20_000 } : { accounts: 10_000, contacts: 200_000 };
const big = flags.quick ? size : { accounts: 100_000, contacts: 2_000_000 };
const rounds = Number(flags.rounds ?? (flags.quick ? 2 : 5));
const each = { connections: 16, seconds: flags.quick ? 2 : 4 };
const count = (rows: number) => rows.toLocaleString('en');

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
  console.log(`seeding ${count(size.contacts)} contacts twice`);
  await seedPeople(client);
  await seed(client, 'data', size);
  await seed(client, 'floor', size);
  await seedOwned(client, 'data');
  await seedOwned(client, 'floor');
  const kiln = await startKiln(url, folder);
  const floor = await startFloor(url);
  const comparisons = await compare(kiln, floor, wanted(operations(size.contacts)), { ...each, rounds });
  const owned = [...ownedReads(await sampleOwned(client, size.contacts), count(size.contacts)), ...ownedCreates()];
  comparisons.push(...(await compare(kiln, floor, wanted(owned), { ...each, rounds: Math.min(rounds, 3) })));
  const figures = [
    figure('start with existing data', kiln.startMs, 3_000, 'ms'),
    figure('memory of the server after the run', residentMb(kiln.pid), 250, 'MB'),
  ];
  if (!flags.only) figures.push(...(await scaling(client, kiln)));
  if (flags.only === 'board') await seedBig(client);
  if (!flags.only || flags.only === 'board') figures.push(...(await boardFigures(kiln, count(big.contacts))));
  if (!flags.only || flags.only.startsWith('salesperson')) {
    const found = await ownedAtScale(client, kiln, floor);
    comparisons.push(...found.comparisons);
    figures.push(...found.figures);
  }
  const markdown = toMarkdown({
    size: `${count(size.accounts)} accounts, ${count(size.contacts)} contacts of 12 fields`,
    ...each,
    comparisons,
    figures,
  });
  console.log(markdown);
  if (!flags.quick && !flags.only) saveResults('bench', markdown);
  await Promise.all([kiln.stop(), floor.stop(), client.end()]);
} finally {
  await postgres.close();
  rmSync(folder, { recursive: true, force: true });
}

function wanted(all: readonly Operation[]): Operation[] {
  return all.filter(({ name }) => flags.only === undefined || name.includes(flags.only));
}

/** What salespeople read of ten times the rows, also those whose team owns next to nothing. */
async function ownedAtScale(
  client: pg.Client,
  kiln: RunningServer,
  floor: RunningServer,
): Promise<{ comparisons: Comparison[]; figures: Figure[] }> {
  if (flags.only) await seedBig(client);
  await seedOwned(client, 'data');
  await seedOwned(client, 'floor');
  const reads = ownedReads(await sampleOwned(client, big.contacts), count(big.contacts));
  const comparisons = await compare(kiln, floor, wanted(reads), { ...each, rounds: Math.min(rounds, 3) });
  const figures = comparisons.map(({ name, kiln: measured }) =>
    figure(`${name}, p97.5`, median(measured.map(({ p97 }) => p97)), 50, 'ms'),
  );
  for (const { name, request } of listsOfFew) {
    await load(kiln, request, { ...each, seconds: 2 });
    const { p97 } = await load(kiln, request, each);
    figures.push(figure(`${name}, p97.5`, p97, 50, 'ms'));
  }
  return { comparisons, figures };
}

async function seedBig(client: pg.Client): Promise<void> {
  console.log(`seeding ${count(big.contacts)} contacts`);
  await seed(client, 'data', big);
}

/** Deep pages and ten times the rows must not cost more. */
async function scaling(client: pg.Client, kiln: RunningServer): Promise<Figure[]> {
  const list = `/api/records/contact?where=${encodeURIComponent("stage == 'active'")}&sort=name&limit=25`;
  const time = async (path: string) => {
    const times: number[] = [];
    for (let i = 0; i < 60; i += 1) {
      const started = performance.now();
      const answer = await fetch(`${kiln.url}${path}`, { headers: kiln.headers });
      await answer.text();
      if (i >= 10) times.push(performance.now() - started);
    }
    return median(times);
  };
  const firstPage = await time(list);
  const deepPage = await time(`${list}&after=${await cursorAfter(kiln, list, 1_000)}`);
  await seedBig(client);
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
    const answer = await fetch(`${kiln.url}${list}&select=id${after ? `&after=${after}` : ''}`, {
      headers: kiln.headers,
    });
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

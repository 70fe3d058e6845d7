import type { Figure } from './results.ts';
import type { RunningServer } from './servers.ts';

const stages = ['lead', 'active', 'loyal', 'lost'];
const rounds = 60;
const warmUp = 10;

/**
 * What a board over the contacts asks for: the first cards of all its columns at once, as the browser does, and how
 * many records each column holds. `rows`: how many contacts there are, for the names of the figures.
 */
export async function boardFigures(kiln: RunningServer, rows: string): Promise<Figure[]> {
  const cards = stages.map((stage) => {
    const where = encodeURIComponent(`stage == '${stage}'`);
    return `/api/records/contact?where=${where}&select=id,version,name,email,stage&sort=name&limit=25`;
  });
  const counts = '/api/records/contact/aggregate?group=stage&measure=count()&sort=-count()';
  const read = async (path: string) => (await fetch(`${kiln.url}${path}`, { headers: kiln.headers })).text();
  const columns = await times(() => Promise.all(cards.map(read)));
  const counted = await times(() => read(counts));
  return [
    figure(`board of ${rows} rows: first cards of every column, p95`, percentile(columns, 0.95), 50),
    figure(`board of ${rows} rows: counts of its columns, p50`, percentile(counted, 0.5), 1000),
  ];
}

async function times(run: () => Promise<unknown>): Promise<number[]> {
  const found: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const started = performance.now();
    await run();
    if (round >= warmUp) found.push(performance.now() - started);
  }
  return found.sort((a, b) => a - b);
}

function percentile(sorted: readonly number[], part: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN;
}

function figure(name: string, value: number, most: number): Figure {
  return { name, value: `${Math.round(value)} ms`, goal: `< ${most} ms`, held: value < most };
}

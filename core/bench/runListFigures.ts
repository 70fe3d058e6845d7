import { seedRuns } from '../testing/seedRuns.ts';
import { median } from './load.ts';
import type { SeededKiln } from './onSeededKiln.ts';
import type { Figure } from './results.ts';
import { call, figure, ms } from './workflowKit.ts';

const times = 20;

/** Lists of runs among many, as the Studio asks for them: which of them takes longest. */
export async function runListFigures(kiln: SeededKiln, count: number): Promise<Figure[]> {
  const { client } = kiln;
  await client.query('delete from kiln.run_wait; truncate kiln.run, kiln.run_step');
  const queryable = {
    query: async ({ text, values }: { text: string; values?: readonly unknown[] }) =>
      (await client.query({ text, values: [...(values ?? [])], rowMode: 'array' })).rows,
  };
  await seedRuns(queryable, count);
  await client.query('vacuum analyze kiln.run');
  const { rows } = await client.query<{ id: string; record: string }>(
    `select id, record from kiln.run where record is not null order by id offset ${Math.floor(count / 20)} limit 1`,
  );
  const [{ id, record } = { id: '', record: '' }] = rows;
  const day = (ago: number) => new Date(Date.now() - ago * 86_400_000).toISOString();
  const asked = [
    ...[
      '',
      `after=${id}`,
      'workflow=seeded1',
      'workflow=seeded12',
      `workflow=seeded1&after=${id}`,
      'workflow=seeded1,seeded9',
    ],
    ...['state=failed', 'state=done', 'state=queued', `state=cancelled&after=${id}`, 'workflow=seeded1&state=failed'],
    ...[
      'entity=contact',
      'entity=owned_contact',
      'entity=account&state=failed',
      'workflow=seeded1&entity=owned_contact',
    ],
    ...[`entity=contact&record=${record}`, `since=${day(60)}&until=${day(59)}`, `until=${day(80)}&entity=account`],
  ];
  let slowest = { query: '', took: 0 };
  for (const query of asked) {
    const taken: number[] = [];
    for (let time = 0; time < times; time += 1) {
      const began = performance.now();
      await call(kiln, 'GET', `/api/runs?${query}`);
      taken.push(performance.now() - began);
    }
    const took = median(taken);
    if (took > slowest.took) slowest = { query, took };
  }
  const name = slowest.query.split('&').map((part) => part.split('=')[0]);
  return [
    figure(
      `a page of ${count.toLocaleString('en')} runs, the slowest of ${asked.length} ways to filter them (${name.join(', ') || 'none'}), p50`,
      ms(slowest.took),
      '< 50 ms',
      slowest.took < 50,
    ),
  ];
}

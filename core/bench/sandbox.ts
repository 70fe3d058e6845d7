import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { createTestSandbox, defaultLimits, functionsCode, type TestSandbox } from '../sandbox/sandbox.testing.ts';
import { median } from './load.ts';
import { type Figure, machine } from './results.ts';
import { saveResults } from './saveResults.ts';

/**
 * `npm run bench:sandbox`: what the sandbox itself costs, without a database, and writes its section of
 * core/bench/RESULTS.md. `-- --quick` is a short look that writes nothing.
 */
const { values: flags } = parseArgs({ options: { quick: { type: 'boolean', default: false } } });
const isolates = flags.quick ? 20 : 100;
const calls = flags.quick ? 1_000 : 10_000;
const disturbedMs = flags.quick ? 4_000 : 20_000;

const figures = [await start(), ...(await coldIsolates()), ...(await warmCalls()), ...(await disturbance())];
const markdown = `One sandbox, its children real processes, and nothing else: no database, no HTTP. Host calls are answered at once.

Machine: ${machine()}.

| figure | value | goal | |
|---|---|---|---|
${figures.map(({ name, value, goal, held }) => `| ${name} | ${value} | ${goal} | ${held ? 'held' : 'missed'} |`).join('\n')}
`;
console.log(markdown);
if (!flags.quick) saveResults('bench:sandbox', markdown);

async function start(): Promise<Figure> {
  const times: number[] = [];
  for (let round = 0; round < 5; round += 1) {
    const sandbox = createTestSandbox();
    const began = performance.now();
    await sandbox.use({ one: 'return 1;' });
    times.push(performance.now() - began);
    await sandbox.close();
  }
  return atMost('first process and first plugin', median(times), 500);
}

/** Plugins of a common size, one after the other, in a process that runs. */
async function coldIsolates(): Promise<Figure[]> {
  const sandbox = createTestSandbox();
  await sandbox.use({ one: 'return 1;' }, { plugin: 'first' });
  const rssBefore = await residentBytes(sandbox);
  // 60 KB of code, most of which is never run, as in a bundle with a library.
  const head = Array.from(
    { length: 600 },
    (_, index) => `export function unused${index}(a, b) { return { a, b, sum: a + b + ${index}, text: 'unused' }; }`,
  ).join('\n');
  const code = await functionsCode({ one: 'return 1;' }, 'x', head);
  const times: number[] = [];
  for (let index = 0; index < isolates; index += 1) {
    const began = performance.now();
    await sandbox.load({ ...code, plugin: `plugin-${index}` }, defaultLimits, 'shared');
    times.push(performance.now() - began);
    await sandbox.run('one', null, { plugin: `plugin-${index}` });
  }
  const bytes = ((await residentBytes(sandbox)) - rssBefore) / isolates;
  await sandbox.close();
  return [
    atMost('cold isolate with 60 KB of code, median', median(times), 25),
    atMost('cold isolate with 60 KB of code, p95', quantile(times, 0.95), 25),
    {
      name: `memory of an isolate, of ${isolates}`,
      value: `${(bytes / 1e6).toFixed(1)} MB`,
      goal: '< 10 MB',
      held: bytes < 10e6,
    },
  ];
}

async function warmCalls(): Promise<Figure[]> {
  const sandbox = createTestSandbox();
  await sandbox.use({ none: 'return input;', one: `return ctx.records('contact').get(input.id);` });
  const record = {
    id: '0190a000-0000-7000-8000-000000000001',
    name: 'Ada Lovelace',
    email: 'ada@example.com',
    points: 5,
  };
  const options = { host: async () => record };
  const none = await timed(calls, () => sandbox.run('none', record));
  const one = await timed(calls, () => sandbox.run('one', record, options));
  const began = performance.now();
  await Promise.all(
    Array.from({ length: 16 }, async () => {
      for (let index = 0; index < calls / 16; index += 1) await sandbox.run('one', record, options);
    }),
  );
  const perSecond = Math.round(calls / ((performance.now() - began) / 1_000));
  await sandbox.close();
  return [
    atMost('warm call without host calls, p50', quantile(none, 0.5), 1),
    atMost('warm call with one host call, p50', quantile(one, 0.5), 1),
    atMost('warm call with one host call, p95', quantile(one, 0.95), 2),
    {
      name: '16 at a time, with one host call each',
      value: `${perSecond} calls/s`,
      goal: '≥ 2000 calls/s',
      held: perSecond >= 2_000,
    },
  ];
}

/** What one plugin at its limits does to the calls of another and to the server's own event loop. */
async function disturbance(): Promise<Figure[]> {
  const attackers = [
    ['spinning', 'for (;;);'],
    ['hoarding memory', 'const all = []; for (;;) all.push(new Array(1e4).fill(1));'],
  ] as const;
  const rows: Figure[] = [];
  for (const [name, code] of attackers) {
    const sandbox = createTestSandbox();
    await sandbox.use({ one: `return ctx.kv.get('x');` });
    await sandbox.use({ attack: code }, { plugin: 'attacker' });
    await paced(sandbox, disturbedMs / 4);
    const quiet = await paced(sandbox, disturbedMs);
    const stop = new AbortController();
    const attacking = attack(sandbox, stop.signal);
    const disturbed = await paced(sandbox, disturbedMs);
    stop.abort();
    await attacking;
    await sandbox.close();
    rows.push(
      moved(`another plugin's calls beside one that is ${name}, p95`, quiet.calls, disturbed.calls),
      moved(`delay of the server's event loop beside one that is ${name}, p95`, quiet.loop, disturbed.loop),
    );
  }
  return rows;
}

/** Calls it again and again, as requests of users would; the breaker is there as always. */
async function attack(sandbox: TestSandbox, stop: AbortSignal): Promise<void> {
  while (!stop.aborted) {
    await sandbox.run('attack', null, { plugin: 'attacker' }).catch(() => undefined);
    await sleep(5);
  }
}

/** Milliseconds at p95 of a call every 4 ms, and of timers of this process. */
async function paced(sandbox: TestSandbox, ms: number): Promise<{ calls: number; loop: number }> {
  const loop = monitorEventLoopDelay({ resolution: 2 });
  loop.enable();
  const times: number[] = [];
  const end = performance.now() + ms;
  while (performance.now() < end) {
    times.push(...(await timed(1, () => sandbox.run('one', null, { host: async () => 1 }))));
    await sleep(4);
  }
  loop.disable();
  return { calls: quantile(times, 0.95), loop: loop.percentile(95) / 1e6 };
}

async function timed(times: number, run: () => Promise<unknown>): Promise<number[]> {
  const taken: number[] = [];
  for (let index = 0; index < times; index += 1) {
    const began = performance.now();
    await run();
    taken.push(performance.now() - began);
  }
  return taken;
}

/** Of the children, when they told last: every two seconds. */
async function residentBytes(sandbox: TestSandbox): Promise<number> {
  await sleep(5_000);
  return sandbox.processes().rssBytes;
}

function quantile(values: readonly number[], share: number): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length * share)] ?? 0;
}

function atMost(name: string, ms: number, goal: number): Figure {
  return { name, value: `${ms.toFixed(2)} ms`, goal: `< ${goal} ms`, held: ms < goal };
}

function moved(name: string, before: number, after: number): Figure {
  const share = after / before - 1;
  const value = `${before.toFixed(2)} → ${after.toFixed(2)} ms (${share < 0 ? '−' : '+'}${Math.abs(share * 100).toFixed(0)} %)`;
  return { name, value, goal: '< +20 %', held: share < 0.2 };
}

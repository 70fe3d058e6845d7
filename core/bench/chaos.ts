import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { createStage, type Stage, type Victim } from './chaos/createStage.ts';
import { type Figure, machine } from './results.ts';
import { saveResults } from './saveResults.ts';

/**
 * `npm run test:chaos`: what befalls servers that work on runs of workflows, for real: processes and databases that die,
 * clocks that jump, servers that hang, fail or answer too much, definitions that are poison. Afterwards no run is lost, nothing
 * was written twice, calls have the keys that they should, and the database is consistent. Writes its section of
 * core/bench/RESULTS.md, and fails where something is wrong. `-- --quick` is a short look that writes nothing.
 */
const { values: flags } = parseArgs({ options: { quick: { type: 'boolean', default: false } } });
const { quick } = flags;

/** Where a process is killed; '' is any moment. */
const points = [
  ...['run: loaded', 'run: opened', 'run: done', 'run: written', 'run: committed', 'run: admitted'],
  ...['step: begun', 'step: done', 'outside: begun', 'outside: answered', 'outside: recorded'],
  ...['wait: noted', 'wait: woken', 'retry: noted', 'compensate: noted'],
  ...['cancel: written', 'cancel: committed', 'retry: written', 'retry: committed', ''],
];
/** Of which runs of the six workflows are added for each death. */
const runsADeath = 9;
const deathsAPoint = quick ? 1 : 6;

const figures: Figure[] = [];
const stage = await createStage();
try {
  await killAtPoints(stage);
  await killOneOfTwo(stage);
  await restartDatabase(stage);
  await jumpClocks(stage);
  await hang(stage);
  await answerTooMuch(stage);
  await poison(stage);
} finally {
  await stage.close();
}
const markdown = toMarkdown();
console.log(markdown);
if (!quick) saveResults('test:chaos', markdown);
if (figures.some(({ held }) => !held)) process.exitCode = 1;

/** A process dies at each point at the first, third, fifth … time that it comes there. */
async function killAtPoints({ spawn, add, finish, db, faults }: Stage): Promise<void> {
  let next = spawn();
  let deaths = 0;
  for (const point of points) {
    for (let death = 0; death < deathsAPoint; death += 1) {
      const victim = next;
      next = spawn();
      await add(runsADeath);
      await victim.begin(point === '' ? {} : { point, after: 1 + death * 2 });
      if (point === '') {
        await sleep(200 + Math.random() * 500);
        victim.kill();
      }
      await diesAt(point, victim, add);
      deaths += 1;
    }
  }
  await next.begin();
  const took = await finish(240);
  await keep(`${points.length} points and moments, ${deaths} processes killed there`, took, { db, faults });
  await gone(next);
}

/** Gives it more to do until it comes there. */
async function diesAt(point: string, { died }: Victim, add: Stage['add']): Promise<void> {
  for (let look = 0; look < 60; look += 1) {
    const signal = await Promise.race([died, sleep(1_000, 'alive' as const, { ref: false })]);
    if (signal === 'SIGKILL') return;
    if (signal !== 'alive') throw new Error(`the process that was to be killed at '${point}' ended by ${signal}`);
    if (look > 2) await add(1);
  }
  throw new Error(`no process came to '${point}' in a minute`);
}

/** Under load, and the other one goes on with what it had. */
async function killOneOfTwo({ spawn, add, finish, db, faults }: Stage): Promise<void> {
  const [one, other] = [spawn(), spawn()];
  await Promise.all([one.begin(), other.begin()]);
  await add(quick ? 20 : 150);
  await sleep(1_500);
  one.kill();
  await one.died;
  const took = await finish(120);
  await keep('two processes, one killed under load', took, { db, faults });
  await gone(other);
}

/** A process of Postgres is killed, so that it ends all connections and recovers. */
async function restartDatabase({ spawn, add, finish, db, faults }: Stage): Promise<void> {
  const victim = spawn();
  await victim.begin();
  const times = quick ? 2 : 5;
  for (let time = 0; time < times; time += 1) {
    await add(quick ? 20 : 60);
    await sleep(1_000);
    const [row] = await db.query({
      text: `select pid from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid() and datname = current_database() limit 1`,
      values: [],
    });
    process.kill(Number(row?.[0]), 'SIGKILL');
    await answers(db);
  }
  const took = await finish(180);
  await keep(`Postgres killed ${times} times under load`, took, { db, faults });
  await gone(victim);
}

async function answers(db: Stage['db']): Promise<void> {
  for (;;) {
    await sleep(100);
    const answer = await db.query({ text: 'select 1 from kiln.run limit 0', values: [] }).then(
      () => true,
      () => false,
    );
    if (answer) return;
  }
}

/** The clocks of two processes go an hour and a day forth and back, each at its own time. */
async function jumpClocks({ spawn, add, finish, db, faults }: Stage): Promise<void> {
  const [one, other] = [spawn(), spawn()];
  await one.begin({ jumps: true });
  await sleep(700);
  await other.begin({ jumps: true });
  for (let time = 0; time < (quick ? 2 : 6); time += 1) {
    await add(10);
    await sleep(1_500);
  }
  const took = await finish(120);
  await keep('two processes whose clocks jump by an hour and a day', took, { db, faults });
  await Promise.all([gone(one), gone(other)]);
}

/** A server that never answers keeps its own runs only. */
async function hang({ spawn, add, finish, db, faults, put, origin }: Stage): Promise<void> {
  const ask = { id: 'ask', do: 'http', with: { url: `${origin}/hangs` }, timeout: 'PT2S' };
  await put('hangs', [ask]);
  const victim = spawn();
  await victim.begin();
  await add(quick ? 20 : 150, ['hangs']);
  await add(quick ? 10 : 50);
  const took = await finish(240);
  const [row] = await db.query({
    text: `select count(*) from kiln.run where workflow = 'hangs' and not (state = 'failed' and error ->> 'step' = 'ask')`,
    values: [],
  });
  await keep(
    'steps that hang, beside all others',
    took,
    { db, faults },
    row?.[0] === '0' ? [] : ['a run that hung did not fail'],
  );
  await gone(victim);
}

/** 10 MB of an answer are refused, and the server lives. */
async function answerTooMuch({ spawn, add, finish, db, faults, put, origin }: Stage): Promise<void> {
  await put('huge', [{ id: 'ask', do: 'http', with: { url: `${origin}/huge` } }]);
  const victim = spawn();
  await victim.begin();
  await add(quick ? 10 : 100, ['huge']);
  const took = await finish(120);
  const rows = await db.query({
    text: `select state, error ->> 'code', count(*) from kiln.run where workflow = 'huge' group by 1, 2`,
    values: [],
  });
  const states = rows.map((row) => row.join(' '));
  const isRefused = rows.length === 1 && rows[0]?.[0] === 'failed';
  await keep(`answers of 10 MB (${states.join(', ')})`, took, { db, faults }, isRefused ? [] : states);
  await gone(victim);
}

/** Versions that nobody can have written, which a mistake or another program has put there; and code that never ends. */
async function poison({ spawn, add, finish, db, faults, put }: Stage): Promise<void> {
  const step = (id: string, type: string) => ({ id, do: type, with: {} });
  const whole = {
    $schema: 'kiln:workflow',
    $id: 'poison',
    title: 'x',
    trigger: { on: 'workflow' },
    steps: [step('end', 'stop')],
  };
  const documents: Readonly<Record<string, unknown>> = {
    empty: {},
    list: ['steps', 7, null],
    text: 'steps',
    unknown: { ...whole, steps: [step('a', 'explode')] },
    twice: { ...whole, steps: [step('a', 'stop'), step('a', 'stop')] },
    deep: { ...whole, steps: [nested(200)] },
    huge: { ...whole, steps: [{ id: 'a', do: 'set', with: { x: `\${${'('.repeat(3_000)}1` } }] },
  };
  await put('poison', [step('end', 'stop')]);
  await put('endless', [{ id: 'spin', do: 'code', with: { code: 'export default async () => { for (;;) {} }' } }]);
  await put('calm', [{ id: 'add', do: 'code', with: { code: 'export default async () => 1 + 1' } }]);
  for (const [hash, document] of Object.entries(documents)) {
    const text = 'insert into kiln.workflow_version (workflow, hash, document) values ($1, $2, $3::json)';
    await db.query({ text, values: ['poison', hash, JSON.stringify(document)] });
  }
  const victim = spawn();
  await victim.begin();
  await add(5, ['poison', 'endless', 'calm']);
  await db.query({
    text: `insert into kiln.run (workflow, version, trigger, starter_kind, starter, starter_name, request_id)
    select workflow, 'gone', trigger, starter_kind, starter, starter_name, request_id from kiln.run where workflow = 'calm' limit 5`,
    values: [],
  });
  await add(quick ? 5 : 20);
  const took = await finish(240);
  const rows = await db.query({
    text: `select version, state, count(*) from kiln.run where workflow = 'poison' or version = 'gone' group by 1, 2
      union all select workflow, state, count(*) from kiln.run where workflow in ('endless', 'calm') and version <> 'gone' group by 1, 2`,
    values: [],
  });
  const good = (name: string | null | undefined) => name === 'calm' || (name?.length ?? 0) > 20;
  const wrong = rows.filter(([name, state]) => state !== (good(name) ? 'done' : 'failed')).map((row) => row.join(' '));
  await keep('poison definitions, beside all others', took, { db, faults }, wrong);
  await gone(victim);
}

function nested(depth: number): object {
  return { id: `s${depth}`, if: 'true', then: depth === 0 ? [] : [nested(depth - 1)] };
}

async function gone(victim: Victim): Promise<void> {
  victim.kill();
  await victim.died;
}

/** Notes what a fault has come to. */
async function keep(
  name: string,
  seconds: number,
  { faults }: Pick<Stage, 'db' | 'faults'>,
  more: readonly string[] = [],
): Promise<void> {
  const found = await faults();
  const all = [...found.faults, ...more];
  for (const each of all.slice(0, 20)) console.log(each);
  const value = `${found.runs.toLocaleString('en')} runs, ${all.length === 0 ? 'all in order' : `${all.length} faults`}, the last ended after ${seconds.toFixed(1)} s`;
  console.log(`${name}: ${value}`);
  figures.push({ name, value, goal: 'none lost, nothing twice', held: all.length === 0 });
}

function toMarkdown(): string {
  const lines = figures.map(
    ({ name, value, goal, held }) => `| ${name} | ${value} | ${goal} | ${held ? 'held' : 'missed'} |`,
  );
  return `Servers that work on runs of workflows, killed by \`kill -9\` and otherwise troubled. The runs have loops, branches, waits, calls,
retries, compensation, limits; some are cancelled, some retried by hand, and some call a server that fails nine times. Afterwards all runs are in
the state that they should be in, each write was made once, each call has its one idempotency key, and the tables agree (\`checkRuns\`).

Machine: ${machine()}.

| fault | outcome | goal | |
|---|---|---|---|
${lines.join('\n')}
`;
}

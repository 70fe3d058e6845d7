import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { pino } from 'pino';
import { expect, test } from 'vitest';
import { systemActor } from '../../context/systemActor.ts';
import type { JsonObject } from '../../lib/json.ts';
import { testDatabase } from '../../testing/database.ts';
import { putWorkflow } from '../../testing/workflows.ts';
import { applyChangeSet } from '../../workspace/applyChangeSet.ts';
import { createWorkspace } from '../../workspace/createWorkspace.ts';
import { checkRuns } from '../runs/checkRuns.ts';

const script = fileURLToPath(new URL('../../testing/killableRuns.ts', import.meta.url));

/** Where whoever works on runs is killed; `npm run test:chaos` takes all points. */
const points = [
  'step: done',
  'run: written',
  'run: committed',
  'outside: begun',
  'outside: answered',
  'outside: recorded',
  'wait: woken',
  'compensate: noted',
  'run: admitted',
];
const runsAPoint = 3;

const text = { type: 'string', title: 'Text' };
const note = (id: string, more: JsonObject = {}) => ({
  ...{ id, do: 'records.create', with: { entity: 'note', values: { name: `\${run.id} ${id}` } } },
  ...more,
});

function workflows(port: number) {
  const called = { on: 'workflow' };
  const ask = { id: 'ask', do: 'http', with: { method: 'POST', url: `http://localhost:${port}/` } };
  return [
    putWorkflow('long', called, {
      steps: [
        note('a'),
        { id: 'each', forEach: '[1, 2]', as: 'n', parallel: 2, steps: [{ ...ask, id: 'call' }] },
        note('b'),
        { id: 'nap', do: 'wait', with: { for: 'PT0.1S' } },
        note('c'),
        ask,
        note('d'),
      ],
    }),
    putWorkflow('undone', called, {
      steps: [note('a', { compensate: [note('b')] }), { id: 'end', do: 'stop', with: { as: 'failed' } }],
    }),
    putWorkflow('narrow', called, { concurrency: { limit: 1 }, steps: [note('a'), ask, note('b')] }),
  ];
}

const notesOf: Readonly<Record<string, readonly string[]>> = {
  long: ['a', 'b', 'c', 'd'],
  undone: ['a', 'b'],
  narrow: ['a', 'b'],
};
const keysOf: Readonly<Record<string, readonly string[]>> = {
  long: ['ask', 'call[0]', 'call[1]'],
  undone: [],
  narrow: ['ask'],
};

test('runs of processes that are killed go on: none is lost, none does anything twice', {
  timeout: 240_000,
}, async () => {
  const keys = new Set<string>();
  const outside = createServer((req, res) => {
    keys.add(String(req.headers['idempotency-key']));
    res.end('{}');
  });
  await new Promise<void>((resolve) => outside.listen(0, 'localhost', resolve));
  const bound = outside.address();
  const port = bound && typeof bound === 'object' ? bound.port : 0;
  const database = await testDatabase();
  const folder = await mkdtemp(join(tmpdir(), 'kiln-killed-runs-'));
  const alive = new Set<ChildProcess>();
  const begin = (): ChildProcess => {
    const child = fork(script, [database.url, folder, `localhost:${port}`], {
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      env: { ...process.env, NODE_COMPILE_CACHE: join(folder, 'compiled') },
    });
    alive.add(child);
    child.once('exit', () => alive.delete(child));
    return child;
  };
  const start = () =>
    createWorkspace(
      { databaseUrl: database.url, data: folder, poolSize: 6, secret: 's'.repeat(32), definitions: [] },
      { log: pino({ level: 'silent' }) },
    );
  try {
    const workspace = await start();
    const document = { $schema: 'kiln:entity', $id: 'note', title: 'Note', type: 'object', properties: { name: text } };
    const changes = [{ kind: 'entity', name: 'note', document }, ...workflows(port)];
    await applyChangeSet(workspace, { changes, message: '', acceptDataLoss: true }, systemActor);
    await workspace.close();
    const add = (count: number) =>
      database.db.query({
        text: `insert into kiln.run (workflow, version, trigger, limited, starter_kind,
          starter, starter_name, request_id)
          select workflow, hash, json_build_object('on', 'workflow'), workflow = 'narrow', 'system', $2, 'Kiln', 'test'
          from kiln.workflow_version, generate_series(1, $1)`,
        values: [count, systemActor.id],
      });
    let next = begin();
    for (const point of points) {
      const child = next;
      next = begin();
      await add(runsAPoint);
      const exit = once(child, 'exit');
      child.send({ point });
      const [, signal] = await exit;
      expect([point, signal]).toEqual([point, 'SIGKILL']);
    }
    next.send({ point: 'none' });
    const open = async () =>
      (await database.db.query({ text: `select count(*) from kiln.run where ended_at is null`, values: [] }))[0]?.[0];
    await expect.poll(open, { timeout: 90_000, interval: 100 }).toBe('0');
    expect(await checkRuns(database.db)).toEqual([]);
    const runs = await database.db.query({ text: 'select id, workflow, state from kiln.run order by seq', values: [] });
    expect(runs).toHaveLength(points.length * runsAPoint * 3);
    expect(runs.filter(([, workflow, state]) => state !== (workflow === 'undone' ? 'failed' : 'done'))).toEqual([]);
    const made = await database.db.query({ text: 'select name from data.note', values: [] });
    const expected = runs.flatMap(([id, workflow]) => (notesOf[workflow ?? ''] ?? []).map((each) => `${id} ${each}`));
    expect(made.map(([name]) => name).sort()).toEqual(expected.sort());
    expect([...keys].sort()).toEqual(
      runs.flatMap(([id, workflow]) => (keysOf[workflow ?? ''] ?? []).map((key) => `${id}/${key}`)).sort(),
    );
  } finally {
    const ended = [...alive].map((child) => once(child, 'exit'));
    for (const child of alive) child.kill('SIGKILL');
    await Promise.all(ended);
    await database.close();
    outside.close();
    await rm(folder, { recursive: true });
  }
});

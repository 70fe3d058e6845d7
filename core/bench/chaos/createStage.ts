import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { pino } from 'pino';
import { systemActor } from '../../context/systemActor.ts';
import { createDb } from '../../db/createDb.ts';
import { startEmbedded } from '../../db/embedded/startEmbedded.ts';
import type { Db } from '../../db/types.ts';
import type { JsonObject } from '../../lib/json.ts';
import type { Edit } from '../../testing/definitionsClient.ts';
import { putWorkflow } from '../../testing/workflows.ts';
import { checkRuns } from '../../workflows/runs/checkRuns.ts';
import { applyChangeSet } from '../../workspace/applyChangeSet.ts';
import { createWorkspace } from '../../workspace/createWorkspace.ts';
import { expected, note, workload } from './workload.ts';

/** A server of Kiln that may be killed. */
export interface Victim {
  /** Lets it begin; resolves when it takes jobs. `point`: where it dies, at the `after`-th time. */
  begin(how?: { readonly point?: string; readonly after?: number; readonly jumps?: boolean }): Promise<void>;
  kill(): void;
  /** Resolves to the signal that it died of. */
  readonly died: Promise<string | null>;
}

/** A database, a server that is called, and servers of Kiln that die. */
export interface Stage {
  readonly db: Db;
  /** Of the server that is called. `/hangs` never answers, `/huge` with 10 MB. */
  readonly origin: string;
  spawn(): Victim;
  put(name: string, steps: readonly JsonObject[]): Promise<void>;
  /** Adds so many runs of each of these workflows. */
  add(count: number, workflows?: readonly string[]): Promise<void>;
  /** Until no run is open, at most so many seconds. Resolves to the seconds that it took. */
  finish(seconds: number): Promise<number>;
  /** What is wrong with what all runs so far have left behind. Forgets them. */
  faults(): Promise<{ readonly runs: number; readonly faults: readonly string[] }>;
  close(): Promise<void>;
}

const script = fileURLToPath(new URL('server.ts', import.meta.url));

export async function createStage(): Promise<Stage> {
  const folder = mkdtempSync(join(tmpdir(), 'kiln-chaos-'));
  // Postgres runs as another user when Kiln is root, and has to pass through.
  chmodSync(folder, 0o755);
  const postgres = await startEmbedded({ data: folder });
  const db = createDb({ url: postgres.url, poolSize: 4 });
  const calls = new Map<string, number>();
  const outside = createServer((req, res) => {
    const key = req.headers['idempotency-key']?.toString() ?? '';
    const times = (calls.get(key) ?? 0) + 1;
    // What is only read needs none.
    if (req.method !== 'GET') calls.set(key, times);
    req.resume();
    const fails = req.url === '/once' ? times === 1 : req.url === '/nine' && times <= 9;
    if (fails) res.statusCode = 503;
    if (req.url === '/huge') res.setHeader('content-type', 'text/plain').end('x'.repeat(10_000_000));
    else if (req.url !== '/hangs') res.end('{}');
  });
  outside.listen(0, 'localhost');
  await once(outside, 'listening');
  const bound = outside.address();
  const host = `localhost:${bound && typeof bound === 'object' ? bound.port : 0}`;
  const origin = `http://${host}`;
  const alive = new Set<ChildProcess>();

  async function define(changes: readonly Edit[]): Promise<void> {
    const config = { databaseUrl: postgres.url, data: folder, poolSize: 4, secret: 's'.repeat(32), definitions: [] };
    const workspace = await createWorkspace(config, { log: pino({ level: 'silent' }) });
    try {
      await applyChangeSet(workspace, { changes, message: '', acceptDataLoss: true }, systemActor);
    } finally {
      await workspace.close();
    }
  }
  await define([{ kind: 'entity', name: 'note', document: note }, ...workload(origin)]);

  return {
    db,
    origin,
    spawn() {
      const child = fork(script, [postgres.url, folder, host], {
        stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
        env: { ...process.env, NODE_COMPILE_CACHE: join(folder, 'compiled') },
      });
      alive.add(child);
      const died = once(child, 'exit').then(([, signal]) => {
        alive.delete(child);
        return typeof signal === 'string' ? signal : null;
      });
      return {
        died,
        async begin(how = {}) {
          const ready = once(child, 'message');
          child.send(how);
          // It may die before it is ready.
          await Promise.race([ready, died]);
        },
        kill: () => child.kill('SIGKILL'),
      };
    },
    async add(count, workflows = Object.keys(expected)) {
      await db.query({
        text: `insert into kiln.run (workflow, version, trigger, limited, starter_kind, starter, starter_name, request_id)
          select v.workflow, v.hash, json_build_object('on', 'workflow'), v.workflow = 'narrow', 'system', $2, 'Kiln', 'chaos'
          from kiln.workflow_version v, generate_series(1, $1) where v.workflow = any($3::text[])`,
        values: [count, systemActor.id, workflows],
      });
    },
    async finish(seconds) {
      const began = performance.now();
      for (;;) {
        const open = await db
          .query({
            text: `select count(*) from kiln.run where ended_at is null or workflow = 'retried' and state = 'failed'`,
            values: [],
          })
          .then(
            ([row]) => row?.[0],
            () => undefined,
          );
        const took = (performance.now() - began) / 1_000;
        if (open === '0') return took;
        if (took > seconds) return took;
        await sleep(100);
      }
    },
    async faults() {
      const runs = await db.query({
        text: 'select id, workflow, state, error::text from kiln.run order by seq',
        values: [],
      });
      const notes = await db.query({ text: 'select name from data.note', values: [] });
      const found = [...(await checkRuns(db))];
      const wanted: string[] = [];
      const keys: string[] = [];
      for (const [id, workflow, state, error] of runs) {
        const how = expected[workflow ?? ''];
        if (!how) continue;
        if (state !== how.state) found.push(`run ${id} of ${workflow} is ${state}: ${error}`);
        wanted.push(...how.writes.map((step) => `${id} ${step}`));
        keys.push(...how.calls.map((key) => `${id}/${key}`));
      }
      const names = notes.map(([name]) => name ?? '').filter((name) => name !== '');
      found.push(...differences('written', names, wanted), ...differences('called', [...calls.keys()], keys));
      calls.clear();
      await db.script(
        'delete from kiln.run_wait; delete from kiln.run_payload; delete from kiln.run_step; delete from kiln.run; delete from data.note',
      );
      return { runs: runs.length, faults: found };
    },
    put: (name, steps) => define([putWorkflow(name, { on: 'workflow' }, { steps: [...steps] })]),
    async close() {
      const ended = [...alive].map((child) => once(child, 'exit'));
      for (const child of alive) child.kill('SIGKILL');
      await Promise.all(ended);
      outside.closeAllConnections();
      outside.close();
      await db.close();
      await postgres.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Both may hold something more than once. */
function differences(what: string, found: readonly string[], wanted: readonly string[]): string[] {
  const counts = new Map<string, number>();
  for (const each of found) counts.set(each, (counts.get(each) ?? 0) + 1);
  for (const each of wanted) counts.set(each, (counts.get(each) ?? 0) - 1);
  return [...counts].flatMap(([each, count]) =>
    count === 0 ? [] : [`${each} was ${what} ${count > 0 ? 'too often' : 'not'}`],
  );
}

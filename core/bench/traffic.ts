import { Agent, request } from 'node:http';
import { parentPort, workerData } from 'node:worker_threads';

/** What a worker of `npm run bench:live` is told. */
export interface TrafficTask {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly connections: number;
  /** Ids of contacts; each writer has its own share. */
  readonly ids: readonly string[];
}

/** What it answers when it is told to stop. */
export interface TrafficReport {
  readonly requests: number;
  /** Status and body of what was refused, the first ones. */
  readonly failures: readonly string[];
  readonly failed: number;
  /** Values that were written last and acknowledged, by id. */
  readonly written: Readonly<Record<string, number>>;
  /** Ids of contacts that were created and acknowledged. */
  readonly created: readonly string[];
  /** Milliseconds that each write took, the longest first. */
  readonly slowest: readonly number[];
}

interface Reply {
  readonly status: number;
  readonly body: string;
}

const { url, headers, connections, ids }: TrafficTask = workerData;
const agent = new Agent({ keepAlive: true, maxSockets: connections });
const failures: string[] = [];
const written: Record<string, number> = {};
const created: string[] = [];
const writes: number[] = [];
let going = true;
let requests = 0;
let failed = 0;

function call(method: string, path: string, body?: unknown): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const sent = request(
      `${url}${path}`,
      { method, agent, headers: { ...headers, ...(body === undefined ? {} : { 'content-type': 'application/json' }) } },
      (answer) => {
        const parts: Buffer[] = [];
        answer.on('data', (part: Buffer) => parts.push(part));
        answer.on('end', () => resolve({ status: answer.statusCode ?? 0, body: Buffer.concat(parts).toString() }));
      },
    );
    sent.on('error', reject);
    sent.end(body === undefined ? undefined : JSON.stringify(body));
  });
}

/** Fails as a request of somebody who works would: with what was answered instead. */
async function wanted(method: string, path: string, body?: unknown): Promise<Reply | undefined> {
  requests += 1;
  const reply = await call(method, path, body).catch((error: unknown) => ({ status: 0, body: String(error) }));
  if (reply.status >= 200 && reply.status < 300) return reply;
  failed += 1;
  if (failures.length < 10) failures.push(`${method} ${path}: ${reply.status} ${reply.body.slice(0, 300)}`);
  return undefined;
}

async function read(worker: number): Promise<void> {
  const where = encodeURIComponent("stage == 'active'");
  for (let turn = worker; going; turn += 1) {
    if (turn % 2) await wanted('GET', `/api/records/contact?where=${where}&sort=name&limit=25`);
    else await wanted('GET', `/api/records/contact/${ids[turn % ids.length]}`);
  }
}

async function write(worker: number, own: readonly string[]): Promise<void> {
  for (let turn = 1; going; turn += 1) {
    const begun = performance.now();
    if (turn % 4 === 0) {
      const reply = await wanted('POST', '/api/records/contact', { name: `Live ${worker} ${turn}` });
      const record: { id?: string } = JSON.parse(reply?.body ?? '{}');
      if (record.id !== undefined) created.push(record.id);
    } else {
      const id = own[turn % own.length] ?? '';
      if (await wanted('PATCH', `/api/records/contact/${id}`, { score: turn % 101 })) written[id] = turn % 101;
    }
    writes.push(performance.now() - begun);
  }
}

const half = Math.ceil(connections / 2);
const share = Math.floor(ids.length / half);
const running = Promise.all(
  Array.from({ length: connections }, (_, worker) =>
    worker < half ? write(worker, ids.slice(worker * share, (worker + 1) * share)) : read(worker),
  ),
);
parentPort?.on('message', async () => {
  going = false;
  await running;
  agent.destroy();
  const slowest = writes.sort((a, b) => b - a).slice(0, 50);
  const report: TrafficReport = { requests, failures, failed, written, created, slowest };
  parentPort?.postMessage(report);
});

import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';
import { isObject, type Json, type JsonObject } from '../lib/json.ts';
import { runRecurring } from '../plugins/jobs/runJob.ts';
import { fetchAsAdmin } from './asAdmin.ts';
import { askPlugins, installPlugin } from './installPlugin.ts';
import { signedIn } from './signedIn.ts';
import { startTestServer, type TestServer } from './startTestServer.ts';

export { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';

// What this module says for tests of plugins, who import it as kiln:test, is typed in kiln-test.d.ts.

const crm = fileURLToPath(new URL('../../schemas/crm', import.meta.url));

export class Refused extends Error {
  readonly status: number;
  readonly code: string;
  readonly errors: readonly Json[];

  constructor(status: number, body: JsonObject) {
    const { code, detail, title, errors } = body;
    super(`${status} ${String(code)}: ${String(detail ?? title)} ${JSON.stringify(errors ?? [])}`);
    this.status = status;
    this.code = String(code);
    this.errors = Array.isArray(errors) ? errors : [];
  }
}

export interface KilnOptions {
  readonly config?: JsonObject;
  readonly secrets?: Readonly<Record<string, string>>;
  readonly plugins?: readonly string[];
}

export async function openKiln({ config, secrets, plugins = [] }: KilnOptions = {}) {
  const folder = folderOf(expect.getState().testPath ?? '');
  const id = idOf(folder);
  const server = await startTestServer({ definitions: [crm] });
  try {
    for (const other of plugins) await installPlugin(server, resolve(folder, other));
    await installPlugin(server, folder);
    const kiln = kilnOf(server, { id, folder });
    if (config || secrets) await kiln.configure({ ...(config ? { config } : {}), ...(secrets ? { secrets } : {}) });
    return kiln;
  } catch (error) {
    await server.close();
    throw error;
  }
}

function kilnOf(server: TestServer, { id, folder }: { readonly id: string; readonly folder: string }) {
  const { workspace, url } = server;
  const plugin = async (path: string, body: object): Promise<void> => {
    const answer = await askPlugins(server, `/${id}/${path}`, body);
    if (answer.status >= 400) throw new Refused(answer.status, answer.body);
  };
  return {
    url,
    ...personOf(id, (path, init) => fetchAsAdmin(`${url}${path}`, init)),
    async as(...roles: readonly string[]) {
      const person = await signedIn(server, `Somebody ${Math.random().toString(36).slice(2)}`, roles);
      return personOf(id, person.fetch);
    },
    configure: (settings: JsonObject) => plugin('configure', settings),
    async runJob(job: string) {
      const work = { plugin: id, job, tick: new Date().toISOString() };
      await runRecurring(workspace.pluginCalls.parts, work, new AbortController().signal);
    },
    async settled() {
      const open = `select (select count(*) from kiln.record_event where dead_at is null)
        + (select count(*) from kiln_queue.jobs
           where run_at <= now() and (locked_at is not null or attempts < max_attempts))`;
      await expect
        .poll(async () => (await workspace.db.query({ text: open, values: [] }))[0]?.[0], { timeout: 15_000 })
        .toBe('0');
    },
    async upgrade(other: string) {
      await installPlugin(server, resolve(folder, other));
    },
    downgrade: (version: string) => plugin('downgrade', { version, grant: true }),
    close: () => server.close(),
  };
}

type Fetch = (path: string, init?: RequestInit) => Promise<Response>;

function personOf(plugin: string, fetch: Fetch) {
  async function ask(method: string, path: string, body?: Json): Promise<Json> {
    const content = body === undefined ? {} : { body: JSON.stringify(body) };
    const response = await fetch(path, { method, headers: { 'content-type': 'application/json' }, ...content });
    const text = await response.text();
    const answer: Json = text === '' ? null : JSON.parse(text);
    if (response.ok) return answer;
    throw new Refused(response.status, isObject(answer) ? answer : {});
  }
  return {
    fetch,
    call: (name: string, input: Json = {}) => ask('POST', `/api/plugins/${plugin}/functions/${name}`, input),
    records(entity: string) {
      const path = `/api/records/${entity}`;
      return {
        get: (id: string, options: Record<string, string> = {}) =>
          ask('GET', `${path}/${id}?${new URLSearchParams(options)}`),
        async find(options: Record<string, string | number> = {}) {
          const query = Object.entries(options).map(([name, value]): [string, string] => [name, String(value)]);
          const page = await ask('GET', `${path}?${new URLSearchParams(query)}`);
          return isObject(page) ? page.data : [];
        },
        create: (values: JsonObject) => ask('POST', path, values),
        update: (id: string, values: JsonObject) => ask('PATCH', `${path}/${id}`, values),
        async delete(id: string) {
          await ask('DELETE', `${path}/${id}`);
        },
      };
    },
  };
}

/** The folder above a test that has a manifest. */
function folderOf(file: string): string {
  for (let folder = dirname(file); folder !== dirname(folder); folder = dirname(folder)) {
    if (existsSync(join(folder, 'plugin.json'))) return folder;
  }
  throw new Error(`There is no plugin.json above ${file}.`);
}

function idOf(folder: string): string {
  const manifest: unknown = JSON.parse(readFileSync(join(folder, 'plugin.json'), 'utf8'));
  return isObject(manifest) ? String(manifest.id) : '';
}

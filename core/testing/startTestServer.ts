import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type LoggerOptions, pino } from 'pino';
import type { Config } from '../config/readConfig.ts';
import { createServer, type ServerOptions } from '../http/createServer.ts';
import type { IdentitySettings } from '../identity/Identity.ts';
import type { JsonObject } from '../lib/json.ts';
import type { Resolve } from '../plugins/host/publicAddress.ts';
import { createWorkspace } from '../workspace/createWorkspace.ts';
import type { Workspace } from '../workspace/types.ts';
import { adminToken } from './asAdmin.ts';
import { testDatabase } from './database.ts';

export const testSecret = 'the secret of a test, which is long enough';

export interface TestServerOptions {
  /** Folders of definition packages. */
  readonly definitions?: readonly string[];
  /** Entity documents of a further package, `test`. */
  readonly entities?: readonly JsonObject[];
  /** A database to be used, and not dropped, instead of one of its own. */
  readonly databaseUrl?: string;
  /** Default: an empty folder, so that there is no browser application. */
  readonly studio?: string;
  readonly limits?: Partial<ServerOptions['limits']>;
  /** Default: the token of every test server, see asAdmin. */
  readonly admin?: Partial<Config['admin']>;
  readonly identity?: Partial<IdentitySettings>;
  readonly alert?: Config['alert'];
  /** Default: an empty folder, and no keys. */
  readonly plugins?: Partial<Config['plugins']>;
  /** Such as `web.example.com:8080`. */
  readonly pluginPrivateHosts?: readonly string[];
  /** Addresses of hosts that plugins ask. */
  readonly resolve?: Resolve;
  readonly trustProxy?: boolean;
  /** In milliseconds. */
  readonly timeouts?: Config['timeouts'];
  /** Default: nothing is logged. */
  readonly logLevel?: LoggerOptions['level'];
  /** Lines of the log. */
  readonly onLog?: (line: string) => void;
}

export interface TestServer {
  /** Such as http://127.0.0.1:40123. */
  readonly url: string;
  readonly workspace: Workspace;
  /** The data folder. */
  readonly data: string;
  close(): Promise<void>;
}

/** A whole Kiln on a free port, with a database of its own. For `beforeAll`; `close()` belongs in `afterAll`. */
export async function startTestServer(options: TestServerOptions): Promise<TestServer> {
  const data = await mkdtemp(join(tmpdir(), 'kiln-test-data-'));
  const own = options.entities ? [await writePackage(join(data, 'test'), options.entities)] : [];
  const database = options.databaseUrl === undefined ? await testDatabase() : undefined;
  const level = options.logLevel ?? 'silent';
  const log = options.onLog ? pino({ level }, { write: options.onLog }) : pino({ level });
  const workspace = await createWorkspace(
    {
      data,
      databaseUrl: options.databaseUrl ?? database?.url,
      definitions: [...(options.definitions ?? []), ...own],
      poolSize: 10,
      secret: testSecret,
      ...(options.timeouts ? { timeouts: options.timeouts } : {}),
      ...(options.alert ? { alert: options.alert } : {}),
      plugins: { folder: join(data, 'plugins'), keys: [], ...options.plugins },
      ...(options.pluginPrivateHosts ? { pluginPrivateHosts: options.pluginPrivateHosts } : {}),
      ...options.identity,
      admin: { email: undefined, password: undefined, token: adminToken, mayBeWeak: true, ...options.admin },
    },
    { log, ...(options.resolve ? { resolve: options.resolve } : {}) },
  );
  const server = createServer(workspace, {
    log,
    limits: { jsonBytes: 1024 * 1024, fileBytes: 1024 * 1024, ...options.limits },
    studio: options.studio ?? join(data, 'studio'),
    drainMs: 2000,
    ...(options.trustProxy === undefined ? {} : { trustProxy: options.trustProxy }),
  });
  const url = await server.listen({ host: '127.0.0.1', port: 0 });
  await server.ready;
  return {
    url,
    workspace,
    data,
    async close() {
      await server.close();
      await workspace.close();
      await database?.close();
      await rm(data, { recursive: true, force: true });
    },
  };
}

async function writePackage(folder: string, entities: readonly JsonObject[]): Promise<string> {
  await mkdir(join(folder, 'entity'), { recursive: true });
  for (const entity of entities) {
    const document = { $schema: 'kiln:entity', type: 'object', ...entity };
    await writeFile(join(folder, 'entity', `${String(entity.$id)}.json`), JSON.stringify(document));
  }
  return folder;
}

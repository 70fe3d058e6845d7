import { readFileSync } from 'node:fs';
import { createServer as createHttpServer, type IncomingMessage } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import { startSealing } from '../audit/startSealing.ts';
import type { Actor } from '../context/types.ts';
import { KilnError } from '../errors/KilnError.ts';
import { createLive } from '../realtime/createLive.ts';
import type { Workspace } from '../workspace/types.ts';
import type { Limits } from './answer.ts';
import { audienceOf } from './audienceOf.ts';
import { actorOf } from './authenticate.ts';
import { type Hosts, isOurs, isSameOrigin } from './checkOrigin.ts';
import { createDispatcher } from './createDispatcher.ts';
import { createViewAs } from './createViewAs.ts';
import { listenOn } from './listenOn.ts';
import { refuseConnection } from './refuseConnection.ts';
import { startHousekeeping } from './startHousekeeping.ts';

export interface ServerOptions {
  readonly log: Logger;
  readonly limits: Limits;
  /** Folder of the built browser application. */
  readonly studio: string;
  /** Names under which the server is reached besides localhost, without port. */
  readonly hosts?: readonly string[];
  /** Also under any address. Default false. */
  readonly addresses?: boolean;
  /** See Config. Default false. */
  readonly trustProxy?: boolean;
  /** Files in PEM. Absent: plain HTTP. */
  readonly tls?: { readonly cert: string; readonly key: string } | undefined;
  /** How long `close` waits for requests that run. Default 10,000. */
  readonly drainMs?: number;
}

export interface Server {
  /** Starts to listen and resolves to the address, such as http://127.0.0.1:3000. Port 0 lets the system choose. */
  listen(address: { readonly host: string; readonly port: number }): Promise<string>;
  /** Resolves when requests are served; rejects when the workspace could not be made. */
  readonly ready: Promise<void>;
  /**
   * Refuses new requests with 503, waits for those that run and closes every connection. The workspace stays open.
   * A second call waits for the first.
   */
  close(): Promise<void>;
}

type State =
  | { readonly name: 'starting' | 'stopping' }
  | { readonly name: 'ready'; readonly workspace: Workspace; readonly stop: () => Promise<void> };

/**
 * The HTTP server of a workspace. It may listen before the workspace is there: until then, and while it closes, every
 * request but /healthz is answered with 503.
 */
export function createServer(workspace: Promise<Workspace> | Workspace, options: ServerOptions): Server {
  const { log } = options;
  const names = new Set(options.hosts?.map((host) => host.toLowerCase()));
  const hosts: Hosts = { names, addresses: options.addresses ?? false };
  let state: State = { name: 'starting' };

  const viewAs = createViewAs();
  const dispatcher = createDispatcher({ ...options, hosts, trustProxy: options.trustProxy ?? false, viewAs }, () => {
    if (state.name === 'ready') return state.workspace;
    throw new KilnError('KILN_UNAVAILABLE', { detail: `The server is ${state.name}. Try again in a moment.` });
  });
  const { tls } = options;
  const server = tls
    ? createHttpsServer({ ...TIMEOUTS, cert: readFileSync(tls.cert), key: readFileSync(tls.key) }, dispatcher.handle)
    : createHttpServer(TIMEOUTS, dispatcher.handle);
  server.on('clientError', refuseConnection);

  async function admit(made: Workspace, req: IncomingMessage): Promise<Actor | undefined> {
    const { headers } = req;
    const isOwn = isOurs(headers.host ?? '', hosts) && isSameOrigin(headers);
    const actor = state.name === 'ready' && isOwn ? await actorOf(made, req) : undefined;
    return actor && viewAs(made, req, 'live', actor);
  }

  async function start(): Promise<void> {
    const made = await workspace;
    if (state.name !== 'starting') return;
    const live = await createLive({
      httpServer: server,
      databaseUrl: made.databaseUrl,
      events: made.events,
      log,
      admit: (req) => admit(made, req),
      onDoubt: made.identity.authenticator.onChanged,
      audience: audienceOf(made),
      onJobChanged: made.jobs.onChanged,
      onPluginLog: made.pluginCalls.parts.lines.onWritten,
      onRunChanged: made.workflows.onChanged,
      onTold: made.notifications.onTold,
      onApprovalChanged: made.approvals.onChanged,
    });
    const stopHousekeeping = startHousekeeping(made, log);
    const stopSealing = startSealing(made.db, made.vault, log);
    const stop = async () => {
      await Promise.all([live.close(), stopHousekeeping(), stopSealing()]);
    };
    if (state.name === 'starting') state = { name: 'ready', workspace: made, stop };
    else await stop();
  }
  const ready = start();
  // Whoever made the workspace learns why it failed; for the server it means that it never gets ready.
  ready.catch((error: unknown) => log.debug({ err: error }, 'the server does not get ready'));

  async function shutDown(): Promise<void> {
    const before = state;
    state = { name: 'stopping' };
    const closed = server.listening ? new Promise((resolve) => server.close(resolve)) : undefined;
    const deadline = Date.now() + (options.drainMs ?? 10_000);
    while (dispatcher.running() > 0 && Date.now() < deadline) await sleep(10);
    if (before.name === 'ready') await before.stop();
    server.closeAllConnections();
    await closed;
  }
  let stopped: Promise<void> | undefined;

  return {
    listen: (address) => listenOn(server, address),
    ready,
    close() {
      stopped ??= shutDown();
      return stopped;
    },
  };
}

/** Milliseconds and bytes. A slow client holds a connection for a bounded time, whatever it does. */
const TIMEOUTS = {
  maxHeaderSize: 16_384,
  headersTimeout: 15_000,
  // For the whole of a request: a large file over a slow line must fit in.
  requestTimeout: 300_000,
  keepAliveTimeout: 65_000,
  connectionsCheckingInterval: 5_000,
};

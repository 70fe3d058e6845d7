import type { IncomingMessage, ServerResponse } from 'node:http';
import { performance } from 'node:perf_hooks';
import type { Logger } from 'pino';
import { KilnError } from '../errors/KilnError.ts';
import type { Workspace } from '../workspace/types.ts';
import { answerTo, type JsonBody, type Limits } from './answer.ts';
import { authenticate } from './authenticate.ts';
import { checkOrigin, type Hosts } from './checkOrigin.ts';
import { clientOf } from './clientOf.ts';
import { createAccessLog } from './createAccessLog.ts';
import { createApp } from './createApp.ts';
import { createMetrics } from './createMetrics.ts';
import { createRequestIds } from './createRequestIds.ts';
import type { ViewAs } from './createViewAs.ts';
import type { Exchange } from './Exchange.ts';
import { sendProblem } from './errorHandler.ts';
import { noteDenied } from './noteDenied.ts';
import { withOldNames } from './oldNames/withOldNames.ts';
import { onCurrentModel } from './onCurrentModel.ts';
import { parseQuery } from './parseQuery.ts';
import { readBody } from './readBody.ts';
import { readJson } from './readJson.ts';
import { findRecordRoute } from './routes/records.ts';
import { apiHeaders } from './securityHeaders.ts';
import { send } from './send.ts';

export interface DispatcherOptions {
  readonly log: Logger;
  readonly limits: Limits;
  readonly studio: string;
  readonly hosts: Hosts;
  readonly trustProxy: boolean;
  readonly viewAs: ViewAs;
}

export interface Dispatcher {
  handle(req: IncomingMessage, res: ServerResponse): void;
  /** Number of requests that are not answered yet. */
  running(): number;
}

/**
 * Gives every request an id, a check of its origin, a handler, an answer whatever happens, and a line in metrics and
 * log. Requests for records, nearly all there are, are served right here; express serves the rest. `available` gives
 * the workspace or throws KILN_UNAVAILABLE.
 */
export function createDispatcher(options: DispatcherOptions, available: () => Workspace): Dispatcher {
  const { log, limits, hosts, trustProxy, viewAs } = options;
  const metrics = createMetrics();
  const app = createApp({ limits, studio: options.studio, metrics, trustProxy, viewAs });
  const report = createAccessLog(log, metrics);
  const requestIdOf = createRequestIds();
  const security = apiHeaders();
  let running = 0;

  async function serveRecords(workspace: Workspace, exchange: Exchange, url: string): Promise<void> {
    const { req, res, requestId } = exchange;
    const found = findRecordRoute(pathOf(url));
    if (!found) throw new KilnError('KILN_NOT_FOUND', { detail: 'There is nothing under this path.' });
    exchange.route = found.pattern;
    const actor = await authenticate(workspace, req);
    exchange.asker = { workspace, actor };
    const seenAs = await viewAs(workspace, req, requestId, actor);
    const query = parseQuery(url);
    const client = () => clientOf(req, trustProxy);
    let body: Promise<JsonBody> | undefined;
    const json = () => (body ??= readJson(req, limits));
    const bytes = (limit: number) => readBody(req, limit);
    const { pattern, methods, params } = found;
    const answer = await onCurrentModel(workspace, { actor: seenAs, requestId }, (ctx) =>
      withOldNames({ ctx, workspace, req, params, query, limits, client, json, bytes }, pattern, (request) =>
        answerTo(methods, request),
      ),
    );
    await send(req, res, answer, exchange.headers);
  }

  async function serve(exchange: Exchange): Promise<void> {
    const { req, res } = exchange;
    const url = req.url ?? '/';
    if (url === '/healthz') {
      exchange.route = url;
      return send(req, res, { status: 200, body: '{"status":"ok"}' }, exchange.headers);
    }
    if (!url.startsWith('/')) throw new KilnError('KILN_BAD_REQUEST', { detail: 'The address must begin with /.' });
    const workspace = available();
    checkOrigin(req.method ?? '', req.headers, hosts);
    return isRecords(url) ? serveRecords(workspace, exchange, url) : app(workspace, exchange);
  }

  async function handle(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const startedAt = performance.now();
    const requestId = requestIdOf(req);
    const exchange: Exchange = { req, res, requestId, headers: [...security, 'X-Request-Id', requestId], route: '-' };
    let failure: unknown;
    running += 1;
    try {
      await serve(exchange);
    } catch (error) {
      failure = error;
      await sendProblem(error, exchange).catch(() => res.destroy());
      await noteDenied(exchange, error).catch((cause: unknown) =>
        log.error({ err: cause }, 'a refusal is not in the audit'),
      );
    }
    running -= 1;
    report(exchange, performance.now() - startedAt, failure);
  }

  return { handle: (req, res) => void handle(req, res), running: () => running };
}

function isRecords(url: string): boolean {
  return url.startsWith('/api/records/') || url === '/api/batch' || url.startsWith('/api/batch?');
}

function pathOf(url: string): string {
  const end = url.indexOf('?');
  return end < 0 ? url : url.slice(0, end);
}

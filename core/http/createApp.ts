import type { IncomingMessage } from 'node:http';
import express, { type NextFunction, type Request, type Response } from 'express';
import { KilnError } from '../errors/KilnError.ts';
import type { Workspace } from '../workspace/types.ts';
import { answerTo, type Limits, type Routes } from './answer.ts';
import { builtInAdmin } from './builtInAdmin.ts';
import type { Metrics } from './createMetrics.ts';
import type { Exchange } from './Exchange.ts';
import { parseQuery } from './parseQuery.ts';
import { readJson } from './readJson.ts';
import { changesets } from './routes/changesets.ts';
import { definitions } from './routes/definitions.ts';
import { files } from './routes/files.ts';
import { health } from './routes/health.ts';
import { createModelRoutes } from './routes/model.ts';
import { createStudio } from './routes/studio.ts';
import { send } from './send.ts';

export interface AppOptions {
  readonly limits: Limits;
  readonly studio: string;
  readonly metrics: Metrics;
}

/** Rejects with whatever went wrong before an answer was begun. */
export type App = (workspace: Workspace, exchange: Exchange) => Promise<void>;

interface Running {
  readonly workspace: Workspace;
  readonly exchange: Exchange;
  readonly fail: (error: unknown) => void;
}

/** Everything but records: the rest of the API, the browser application, and 404 for what is neither. */
export function createApp({ limits, studio, metrics }: AppOptions): App {
  const runs = new WeakMap<IncomingMessage, Running>();
  const runOf = (req: IncomingMessage): Running => {
    const run = runs.get(req);
    if (!run) throw new Error('a request that did not come through the dispatcher');
    return run;
  };

  const app = express();
  app.disable('x-powered-by').disable('etag').set('query parser', false).enable('case sensitive routing');
  const routes: Routes = { ...createModelRoutes(), ...definitions, ...changesets, ...files, ...health(metrics) };
  for (const [pattern, methods] of Object.entries(routes)) {
    app.all(pattern, async (req: Request, res: Response) => {
      const { workspace, exchange } = runOf(req);
      exchange.route = pattern;
      const ctx = workspace.ctx(builtInAdmin, exchange.requestId);
      const query = parseQuery(req.url);
      const json = () => readJson(req, limits);
      const request = { ctx, workspace, req, params: textParams(req), query, limits, json };
      await send(req, res, await answerTo(methods, request), exchange.headers);
    });
  }
  const servePage = createStudio(studio);
  app.use(async (req: Request, res: Response) => {
    const { exchange } = runOf(req);
    const isPage = !req.path.startsWith('/api/') && req.path !== '/api';
    const served = isPage && (await servePage(req, res, exchange.requestId));
    if (!served) throw new KilnError('KILN_NOT_FOUND', { detail: 'There is nothing under this path.' });
    exchange.route = 'studio';
  });
  app.use((error: unknown, req: Request, _res: Response, _next: NextFunction) => runOf(req).fail(error));

  return (workspace, exchange) =>
    new Promise((resolve, reject) => {
      runs.set(exchange.req, { workspace, exchange, fail: reject });
      exchange.res.once('close', resolve);
      app(exchange.req, exchange.res);
    });
}

/** Only wildcards have several values, and no route has one. */
function textParams(req: Request): Record<string, string> {
  return Object.fromEntries(
    Object.entries(req.params).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])),
  );
}

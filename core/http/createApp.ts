import type { IncomingMessage } from 'node:http';
import express, { type NextFunction, type Request, type Response } from 'express';
import type { Actor, Ctx } from '../context/types.ts';
import { KilnError } from '../errors/KilnError.ts';
import type { Workspace } from '../workspace/types.ts';
import { type ApiRequest, answerTo, type JsonBody, type Limits, type Routes } from './answer.ts';
import { authenticate } from './authenticate.ts';
import { clientOf } from './clientOf.ts';
import type { Metrics } from './createMetrics.ts';
import type { ViewAs } from './createViewAs.ts';
import type { Exchange } from './Exchange.ts';
import { nobody } from './nobody.ts';
import { withOldNames } from './oldNames/withOldNames.ts';
import { onCurrentModel } from './onCurrentModel.ts';
import { parseQuery } from './parseQuery.ts';
import { readBody } from './readBody.ts';
import { readJson } from './readJson.ts';
import { access } from './routes/access.ts';
import { approvals } from './routes/approvals.ts';
import { auditRoutes } from './routes/audit.ts';
import { auth } from './routes/auth.ts';
import { changesets } from './routes/changesets.ts';
import { definitions } from './routes/definitions.ts';
import { events } from './routes/events.ts';
import { files } from './routes/files.ts';
import { health } from './routes/health.ts';
import { hooks } from './routes/hooks.ts';
import { jobs } from './routes/jobs.ts';
import { me } from './routes/me.ts';
import { createModelRoutes } from './routes/model.ts';
import { notifications } from './routes/notifications.ts';
import { parking } from './routes/parking.ts';
import { pluginCalls } from './routes/pluginCalls.ts';
import { plugins } from './routes/plugins.ts';
import { runRoutes } from './routes/runs.ts';
import { signIn } from './routes/signIn.ts';
import { createStudio } from './routes/studio.ts';
import { tokens } from './routes/tokens.ts';
import { users } from './routes/users.ts';
import { workflowSecrets } from './routes/workflowSecrets.ts';
import { workflows } from './routes/workflows.ts';
import { send } from './send.ts';

export interface AppOptions {
  readonly limits: Limits;
  readonly studio: string;
  readonly metrics: Metrics;
  readonly trustProxy: boolean;
  readonly viewAs: ViewAs;
}

/** Rejects with whatever went wrong before an answer was begun. */
export type App = (workspace: Workspace, exchange: Exchange) => Promise<void>;

interface Running {
  readonly workspace: Workspace;
  readonly exchange: Exchange;
  readonly fail: (error: unknown) => void;
}

/** Everything but records: the rest of the API, the browser application, and 404 for what is neither. */
export function createApp({ limits, studio, metrics, trustProxy, viewAs }: AppOptions): App {
  const runs = new WeakMap<IncomingMessage, Running>();
  const runOf = (req: IncomingMessage): Running => {
    const run = runs.get(req);
    if (!run) throw new Error('a request that did not come through the dispatcher');
    return run;
  };

  const app = express();
  app.disable('x-powered-by').disable('etag').set('query parser', false).enable('case sensitive routing');
  const add = (routes: Routes, whoAsks: (workspace: Workspace, req: IncomingMessage) => Promise<Actor> | Actor) => {
    for (const [pattern, methods] of Object.entries(routes)) {
      app.all(pattern, async (req: Request, res: Response) => {
        const { workspace, exchange } = runOf(req);
        exchange.route = pattern;
        const asker = await whoAsks(workspace, req);
        exchange.asker = { workspace, actor: asker };
        const actor = asker === nobody ? nobody : await viewAs(workspace, req, exchange.requestId, asker);
        const query = parseQuery(req.url);
        let body: Promise<JsonBody> | undefined;
        const json = () => (body ??= readJson(req, limits));
        let raw: Promise<Buffer> | undefined;
        const bytes = (limit: number) => (raw ??= readBody(req, limit));
        const client = () => clientOf(req, trustProxy);
        const requestOf = (ctx: Ctx) =>
          ({ ctx, workspace, req, params: textParams(req), query, limits, client, json, bytes }) as const;
        const answerWith = (request: ApiRequest) => answerTo(methods, request);
        const asks = { actor, requestId: exchange.requestId };
        // What nobody has to sign in for does not depend on the model, and an attempt to sign in counts once.
        const answer =
          actor === nobody
            ? await answerWith(requestOf(workspace.ctx(actor, asks.requestId)))
            : await onCurrentModel(workspace, asks, (ctx) => withOldNames(requestOf(ctx), pattern, answerWith));
        await send(req, res, answer, exchange.headers);
      });
    }
  };
  add({ ...auth, ...signIn, ...hooks, ...health(metrics) }, () => nobody);
  add(
    {
      ...createModelRoutes(),
      ...access,
      ...definitions,
      ...changesets,
      ...approvals,
      ...events,
      ...notifications,
      ...workflowSecrets,
      ...runRoutes,
      ...workflows,
      ...parking,
      ...plugins,
      ...pluginCalls,
      ...jobs,
      ...auditRoutes,
      ...files,
      ...me,
      ...users,
      ...tokens,
    },
    authenticate,
  );
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

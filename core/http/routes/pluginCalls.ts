import { KilnError } from '../../errors/KilnError.ts';
import { toProblem } from '../../errors/toProblem.ts';
import { requireRight } from '../../identity/requireRight.ts';
import { listDeadEvents } from '../../plugins/events/listDeadEvents.ts';
import { retryEvents } from '../../plugins/events/retryEvents.ts';
import { type LogParams, listLogs } from '../../plugins/logs/listLogs.ts';
import { listMinutes } from '../../plugins/stats/listMinutes.ts';
import { parseLimit } from '../../query/parseList.ts';
import { type Answer, type ApiRequest, hasBody, ok, onlyParameters, param, type Routes } from '../answer.ts';

const LOGS = new Set(['limit', 'after', 'level']);
const EVENTS = new Set(['state', 'limit', 'after']);
const STATS = new Set(['minutes']);
const NONE = new Set<string>();

/** What plugins do: their functions, their logs and numbers, and the events that they could not handle. */
export const pluginCalls: Routes = {
  '/api/plugins/:id/functions/:name': {
    async POST(request) {
      onlyParameters(request.query, NONE);
      return callFunction(request);
    },
  },
  '/api/plugins/:id/logs': { GET: logs },
  '/api/plugins/:id/events': { GET: events },
  '/api/plugins/:id/events/retry': { POST: (request) => retry(request) },
  '/api/plugins/:id/events/:event/retry': { POST: (request) => retry(request, param(request, 'event')) },
  '/api/plugins/:id/stats': { GET: stats },
};

async function callFunction(request: ApiRequest): Promise<Answer> {
  const { ctx, workspace } = request;
  const input = hasBody(request) ? (await request.json()).value : null;
  let called = false;
  const onCall = () => {
    called = true;
  };
  try {
    const [id, name] = [param(request, 'id'), param(request, 'name')];
    return ok(JSON.stringify(await workspace.pluginCalls.callFunction(ctx, id, name, input, onCall)));
  } catch (error) {
    // What a function refused after it has done something must not be tried again under another model.
    if (!called || !(error instanceof KilnError)) throw error;
    const problem = toProblem(error, ctx.requestId);
    if (problem.status >= 500) throw error;
    const headers = ['Content-Type', 'application/problem+json'];
    return { status: problem.status, headers, body: JSON.stringify(problem) };
  }
}

async function logs(request: ApiRequest): Promise<Answer> {
  const { ctx, workspace, query } = request;
  const id = installed(request);
  onlyParameters(query, LOGS);
  const limit = parseLimit(query.limit, 1_000, 100);
  const { after, level = 'debug' } = query;
  requireNext(after);
  if (!isLevel(level)) throw bad('level', 'is one of debug, info, warn, error.');
  await workspace.pluginCalls.parts.lines.flush();
  return ok(await listLogs(ctx.run, id, { limit, level, ...(after === undefined ? {} : { after }) }));
}

async function events(request: ApiRequest): Promise<Answer> {
  const { ctx, query } = request;
  const id = installed(request);
  onlyParameters(query, EVENTS);
  const limit = parseLimit(query.limit, 1_000, 50);
  const { after, state = 'dead' } = query;
  requireNext(after);
  if (state !== 'dead') throw bad('state', 'is dead.');
  return ok(await listDeadEvents(ctx, id, { limit, ...(after === undefined ? {} : { after }) }));
}

async function retry(request: ApiRequest, event?: string): Promise<Answer> {
  const id = installed(request);
  onlyParameters(request.query, NONE);
  const retried = isEvent(event) ? await retryEvents(request.ctx, id, event) : 0;
  if (event !== undefined && retried === 0) {
    throw new KilnError('KILN_NOT_FOUND', { detail: 'There is no such event, or it was not given up.' });
  }
  return ok(JSON.stringify({ retried }));
}

/** All of them, or a number that Postgres takes. */
function isEvent(event: string | undefined): boolean {
  return event === undefined || /^\d{1,18}$/.test(event);
}

function requireNext(after: string | undefined): void {
  if (after !== undefined && !/^\d{1,18}$/.test(after)) throw bad('after', 'is the "next" of an answer before.');
}

async function stats(request: ApiRequest): Promise<Answer> {
  const { ctx, workspace, query } = request;
  const id = installed(request);
  onlyParameters(query, STATS);
  const minutes = query.minutes === undefined ? 60 : Number(query.minutes);
  if (!(Number.isInteger(minutes) && minutes >= 1 && minutes <= 8 * 1_440)) {
    throw bad('minutes', 'is a whole number from 1 to 11520.');
  }
  await workspace.pluginCalls.parts.minutes.flush();
  return ok(JSON.stringify({ data: await listMinutes(ctx.run, id, minutes) }));
}

function installed(request: ApiRequest): string {
  const { ctx } = request;
  requireRight(ctx, 'plugins');
  const id = param(request, 'id');
  if (ctx.model.plugins.has(id)) return id;
  throw new KilnError('KILN_NOT_FOUND', { detail: `The plugin '${id.slice(0, 60)}' is not installed.` });
}

function isLevel(level: string): level is LogParams['level'] {
  return ['debug', 'info', 'warn', 'error'].includes(level);
}

function bad(parameter: string, message: string): KilnError {
  return new KilnError('KILN_BAD_QUERY', { detail: `${parameter} ${message}` });
}

import { setTimeout as sleep } from 'node:timers/promises';
import { StartError } from '../../config/StartError.ts';
import type { Definition } from '../../definitions/types.ts';
import { type ErrorCode, errorCodes } from '../../errors/codes.ts';
import { wordedFault } from '../../errors/fault.ts';
import { KilnError } from '../../errors/KilnError.ts';
import { isObject, type Json, type JsonObject } from '../../lib/json.ts';
import { applyEdits } from '../../workspace/applyEdits.ts';
import { changedDocuments } from '../../workspace/changedDocuments.ts';
import type { LocalEdits } from '../../workspace/syncDefinitions.ts';
import { parsePlan } from './parsePlan.ts';
import type { PushOptions, Target, TargetLayers } from './Target.ts';

/** How long a server may think about a change of large tables, in milliseconds. */
const patience = 10 * 60_000;

/** A server, by its address and an API token whose user may shape the model. */
export function remoteTarget(url: URL, token: string): Target {
  async function ask(path: string, body?: JsonObject): Promise<JsonObject> {
    const answer = await send(new URL(path, url), token, body);
    const value: unknown = await answer.json().catch(() => undefined);
    if (!answer.ok) throw refusal(url, answer.status, value);
    if (!isObject(value)) throw new StartError(`${url.origin} does not answer as Kiln does.`);
    return value;
  }

  async function read(version?: string): Promise<TargetLayers | undefined> {
    const query = version === undefined ? '' : `&version=${encodeURIComponent(version)}`;
    try {
      return parseLayers(url, await ask(`/api/definitions?layers=true${query}`));
    } catch (error) {
      if (version !== undefined && error instanceof KilnError && error.code === 'KILN_NOT_FOUND') return undefined;
      throw error;
    }
  }

  /** Large tables are prepared beside everybody's work; the change takes place after that. */
  async function ended(job: JsonObject): Promise<void> {
    for (let now: JsonObject | undefined = job; now !== undefined; ) {
      const { state, error } = now;
      if (state === 'done') return;
      if (state === 'failed' || state === 'cancelled') throw failed(url, String(state), error);
      await sleep(1000);
      const { data } = await ask('/api/jobs');
      now = (Array.isArray(data) ? data : []).filter(isObject).find(({ id }) => id === job.id);
    }
  }

  return {
    name: url.origin,
    read,
    async plan(local) {
      const now = await read();
      if (!local || local.edits.length === 0 || !now) return { plan: nothing(now), isChange: false };
      const { plan } = await ask('/api/changesets', bodyOf(local, { dryRun: true }));
      const parsed = parsePlan(url, plan);
      return { plan: parsed, isChange: parsed.from !== parsed.to || saysOther(now, local) };
    },
    async push(local, options) {
      if (!local || local.edits.length === 0) return;
      const { job } = await ask('/api/changesets', bodyOf(local, options));
      if (isObject(job)) await ended(job);
    },
    close: async () => undefined,
  };
}

function bodyOf({ edits, base }: LocalEdits, options: PushOptions | { dryRun: true }): JsonObject {
  const changes = edits.map(({ kind, name, document }) => ({ kind, name, document }));
  return { changes, fixes: false, ...(base === undefined ? {} : { base }), ...options };
}

/** Documents may differ where the definitions that they make together do not. */
function saysOther({ version, layers }: TargetLayers, { edits, base }: LocalEdits): boolean {
  return base === version && changedDocuments(layers, applyEdits(layers, edits)).length > 0;
}

function nothing(now: TargetLayers | undefined) {
  const version = now?.version ?? null;
  return { from: version, to: version ?? '', operations: [], dependants: [], warnings: [], conflicts: [], changes: [] };
}

async function send(url: URL, token: string, body: JsonObject | undefined): Promise<Response> {
  try {
    return await fetch(url, {
      redirect: 'error',
      signal: AbortSignal.timeout(patience),
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(body ? { method: 'POST', body: JSON.stringify(body) } : {}),
    });
  } catch (cause) {
    const reason = cause instanceof Error && cause.cause instanceof Error ? `: ${cause.cause.message}` : '.';
    throw new StartError(`${url.origin} cannot be reached${reason}`);
  }
}

/** The server's refusal, as if it came from here. */
function refusal(url: URL, status: number, problem: unknown): Error {
  if (!isObject(problem) || !isCode(problem.code))
    return new StartError(`${url.origin} answers with status ${status}.`);
  const { type: _type, title, status: _status, code, detail, errors, ...extra } = problem;
  if (code === 'KILN_UNAUTHENTICATED') return new StartError(`${url.origin} does not know this token.`);
  const faults = (Array.isArray(errors) ? errors : []).filter(isObject);
  return new KilnError(code, {
    detail: String(detail ?? title),
    errors: faults.map(({ pointer, message }) => wordedFault(String(pointer), 'other', String(message))),
    extra: isObject(extra.plan) ? { ...extra, plan: parsePlan(url, extra.plan) } : extra,
  });
}

function failed(url: URL, state: string, error: Json | undefined): Error {
  if (isObject(error)) return refusal(url, 0, error);
  return new StartError(`The change was ${state} at ${url.origin}. Nothing was changed.`);
}

function isCode(code: Json | undefined): code is ErrorCode {
  return typeof code === 'string' && Object.hasOwn(errorCodes, code);
}

/** Names become names of files, so only those that Kiln gives are taken. */
const safeName = /^[A-Za-z0-9][A-Za-z0-9_-]{0,80}$/;

function parseLayers(url: URL, { version, data }: JsonObject): TargetLayers {
  const layers = (Array.isArray(data) ? data : []).flatMap((item): Definition[] => {
    if (!isObject(item)) return [];
    const { kind, name, package: owner, document } = item;
    const isWhole = [kind, name, owner].every((each) => typeof each === 'string' && safeName.test(each));
    return isWhole && isObject(document)
      ? [{ kind: String(kind), name: String(name), package: String(owner), document }]
      : [];
  });
  if (typeof version === 'string' && Array.isArray(data) && layers.length === data.length) return { version, layers };
  throw new StartError(`${url.origin} does not answer as this version of Kiln does.`);
}

import type { IncomingMessage } from 'node:http';
import type { Readable } from 'node:stream';
import type { Ctx } from '../context/types.ts';
import { fault } from '../errors/fault.ts';
import { KilnError } from '../errors/KilnError.ts';
import type { Json } from '../lib/json.ts';
import type { Workspace } from '../workspace/types.ts';
import type { Client } from './clientOf.ts';
import type { Query } from './parseQuery.ts';

/** What a route's handler gets. */
export interface ApiRequest {
  readonly ctx: Ctx;
  readonly workspace: Workspace;
  readonly req: IncomingMessage;
  /** Decoded path parameters, e.g. `entity` and `id`. */
  readonly params: Readonly<Record<string, string>>;
  readonly query: Query;
  readonly limits: Limits;
  /** Where the request comes from. */
  readonly client: () => Client;
  /** The JSON body, read when it is first asked for. See readJson. */
  readonly json: () => Promise<JsonBody>;
  /** The body as it is, at most so many bytes; read once, however often it is asked for. See readBody. */
  readonly bytes: (limit: number) => Promise<Buffer>;
}

export interface JsonBody {
  readonly value: Json;
  /** The bytes as they were sent, for hashing. */
  readonly raw: Buffer;
}

/** In bytes. */
export interface Limits {
  readonly jsonBytes: number;
  readonly fileBytes: number;
}

/** What it answers. `headers` is a flat list of names and values. */
export interface Answer {
  readonly status: number;
  readonly headers?: readonly string[];
  /** Text is JSON unless `headers` names another Content-Type. */
  readonly body?: string | Buffer | Readable;
}

type Handler = (request: ApiRequest) => Promise<Answer>;

/** Handlers of one path by method. A HEAD is answered as GET, without the body. */
export type Methods = Readonly<Partial<Record<'GET' | 'POST' | 'PATCH' | 'DELETE', Handler>>>;

/** Handlers by express' pattern of the path. */
export type Routes = Readonly<Record<string, Methods>>;

/** 200 with JSON text. */
export function ok(json: string): Answer {
  return { status: 200, body: json };
}

/** A path parameter of the route; that it is there is the route's pattern's doing. */
export function param(request: ApiRequest, name: string): string {
  return request.params[name] ?? '';
}

/** Whether anything was sent, where a body may be left out. */
export function hasBody({ req }: ApiRequest): boolean {
  return req.headers['transfer-encoding'] !== undefined || Number(req.headers['content-length'] ?? 0) > 0;
}

/**
 * Throws KILN_BAD_QUERY for parameters that the route does not know: a misspelt one would change the answer silently.
 */
export function onlyParameters(query: Query, known: ReadonlySet<string>): void {
  const unknown = Object.keys(query).filter((name) => !known.has(name));
  if (unknown.length === 0) return;
  throw new KilnError('KILN_BAD_QUERY', {
    errors: unknown.map((given) => {
      const name = given.slice(0, 60).toWellFormed();
      return fault(name, 'unknownParameter', { name, known: [...known] });
    }),
  });
}

/** A parameter that is `true` or `false`. Throws KILN_BAD_QUERY for anything else. */
export function flag(query: Query, name: string): boolean {
  const value = query[name];
  if (value === undefined || value === 'false') return false;
  if (value === 'true') return true;
  throw new KilnError('KILN_BAD_QUERY', { errors: [fault(name, 'type', { types: ['boolean'] })] });
}

/** Runs the method's handler. Throws MethodNotAllowed; OPTIONS answers with what there is. */
export async function answerTo(methods: Methods, request: ApiRequest): Promise<Answer> {
  const { method } = request.req;
  const handler = handlerOf(methods, method);
  if (handler) return handler(request);
  const allowed = Object.keys(methods).flatMap((name) => (name === 'GET' ? ['GET', 'HEAD'] : [name]));
  if (method === 'OPTIONS') return { status: 204, headers: ['Allow', [...allowed, 'OPTIONS'].join(', ')] };
  throw new MethodNotAllowed(allowed);
}

function handlerOf(methods: Methods, method: string | undefined): Handler | undefined {
  switch (method) {
    case 'GET':
    case 'HEAD':
      return methods.GET;
    case 'POST':
    case 'PATCH':
    case 'DELETE':
      return methods[method];
    default:
      return undefined;
  }
}

/** 405 with the methods that are offered. */
export class MethodNotAllowed extends KilnError {
  readonly allowed: readonly string[];

  constructor(allowed: readonly string[]) {
    super('KILN_METHOD_NOT_ALLOWED', { detail: `Offered here: ${allowed.join(', ')}.` });
    this.allowed = allowed;
  }
}

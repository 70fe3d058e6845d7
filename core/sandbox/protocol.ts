import type { Json } from '../lib/json.ts';
import {
  amount,
  finite,
  flag,
  json,
  jsonObject,
  list,
  nullable,
  object,
  oneOf,
  optional,
  type ReadBy,
  record,
  type Shape,
  ShapeError,
  text,
  tuple,
  union,
  unseen,
  whole,
} from './shape.ts';

/**
 * Everything that crosses the wall of an isolate and the border between the processes, as closed unions of JSON. Both
 * sides read what they get by these shapes: types are gone at run time and keep nobody out.
 */

/** Bytes of one message between the processes. Whoever sends a larger one is stopped. */
export const largestMessage = 32 * 1024 * 1024;

/** Lines of log of one call that are kept. */
export const mostLogLines = 200;

/** Characters of a URL that is to be read. */
export const longestUrl = 65_536;

const name = text(200);
const id = text(200);
const number = whole(1, Number.MAX_SAFE_INTEGER);
const condition = text(20_000);
/** In whose name records are used: the actor's, within what the plugin was granted, or the plugin's own. */
const as = oneOf('actor', 'plugin');
const seconds = whole(1, 315_360_000);
const kvKey: Shape<string> = (value, place) => {
  if (typeof value !== 'string' || value === '' || value.length > 500) throw new ShapeError(place, 'text of 1 to 500');
  return value;
};
const listOptions = {
  where: optional(condition),
  select: optional(condition),
  sort: optional(text(2_000)),
  limit: optional(whole(1, 1_000)),
  after: optional(text(10_000)),
  search: optional(text(2_000)),
  count: optional(flag),
  deleted: optional(flag),
};

const httpBody = union('as', { text: { text: text(8_388_608) }, base64: { base64: text(11_184_812) } });
const headers = list(tuple(text(200), text(16_384)), 100);

/** What a plugin can ask for. Each is answered with the JSON that stands beside it. */
export const hostCallShape = union('do', {
  /** the record, null where there is none */
  'records.get': { as, entity: name, id, select: optional(condition), lock: optional(flag) },
  /** `{data, next, count?}` */
  'records.find': { as, entity: name, ...listOptions },
  /** the record; for a list of them `{data}` */
  'records.create': { as, entity: name, values: unionOfValues },
  /** the record */
  'records.update': { as, entity: name, id, values: jsonObject, version: optional(number) },
  /** null */
  'records.delete': { as, entity: name, id, version: optional(number) },
  /** `{data}` */
  'records.aggregate': {
    as,
    entity: name,
    measure: text(4_000),
    group: optional(text(4_000)),
    where: optional(condition),
    sort: optional(text(2_000)),
    limit: optional(whole(1, 1_000)),
    timeZone: optional(name),
  },
  /** `HttpAnswer` */
  fetch: {
    url: text(16_384),
    method: text(20),
    headers,
    body: optional(httpBody),
    redirect: oneOf('follow', 'manual', 'error'),
    /** Milliseconds; absent: what is left of the call. */
    timeoutMs: optional(whole(1, 600_000)),
  },
  /** the secret's text, null where none is set */
  'secrets.get': { name },
  /** the value, null where there is none */
  'kv.get': { key: kvKey },
  /** true; false where `ifAbsent` found a value, or one that is not `expected` */
  'kv.set': {
    key: kvKey,
    value: json,
    ttlSeconds: optional(seconds),
    ifAbsent: optional(flag),
    expected: optional(json),
  },
  /** the sum; what is absent counts as 0 */
  'kv.increment': { key: kvKey, by: finite, ttlSeconds: optional(seconds) },
  /** true where there was a value */
  'kv.delete': { key: kvKey },
  /** `{data: [{key, value}], next}` in the order of keys */
  'kv.list': { prefix: optional(text(500)), after: optional(text(500)), limit: optional(whole(1, 1_000)) },
  /** `{id}`; what was planned under the same key is replaced */
  'schedule.at': { job: name, at: text(40), input: json, key: optional(text(200)) },
  /** true where something was planned */
  'schedule.cancel': { key: text(200) },
  /** nothing: it is not waited for */
  log: { level: oneOf('debug', 'info', 'warn', 'error'), message: text(10_000), data: optional(json) },
  /** what the service answers */
  'services.call': { plugin: name, name, input: json },
  /** null; workflows that wait for the event have runs then */
  emit: { event: name, data: json },
});
export type HostCall = ReadBy<typeof hostCallShape>;

/** Host calls that change something outside of the isolate: a call that made one is never repeated. */
export function changes(call: HostCall): boolean {
  switch (call.do) {
    case 'records.get':
    case 'records.find':
    case 'records.aggregate':
    case 'secrets.get':
    case 'kv.get':
    case 'kv.list':
    case 'log':
      return false;
    case 'fetch':
      return call.method !== 'GET' && call.method !== 'HEAD';
    case 'records.create':
    case 'records.update':
    case 'records.delete':
    case 'kv.set':
    case 'kv.increment':
    case 'kv.delete':
    case 'schedule.at':
    case 'schedule.cancel':
    case 'services.call':
    case 'emit':
      return true;
  }
}

/** What `fetch` is answered with. `url`: after redirects. Header names in lower case. */
export const httpAnswerShape = object({
  url: text(16_384),
  status: whole(100, 599),
  statusText: text(500),
  redirected: flag,
  headers,
  body: httpBody,
});
export type HttpAnswer = ReadBy<typeof httpAnswerShape>;

/** An error as it crosses: classes do not. `data`: of an answer to a host call, the members of its problem document. */
export const errorShape = object({
  code: text(100),
  message: text(10_000),
  data: optional(jsonObject),
  stack: optional(text(20_000)),
});
export type WireError = ReadBy<typeof errorShape>;

/** The plugin said no. `fields`: message by field. */
const refusalShape = object({
  message: nullable(text(2_000)),
  fields: record(text(2_000), 200),
});
export type Refusal = ReadBy<typeof refusalShape>;
/** Which record of those that an after-hook was told of is refused; absent: not one of them. */
const refusedIndex = optional(whole(0, 1_000_000));

/** What a before-hook made of one record: `values` are those that it wants otherwise. */
export const hookOutcomeShape = union('outcome', {
  pass: { values: jsonObject },
  refuse: { refusal: refusalShape },
});
export type HookOutcome = ReadBy<typeof hookOutcomeShape>;

export const hookNames = ['creating', 'updating', 'deleting', 'created', 'updated', 'deleted'] as const;

/** What of a plugin is called. `entity`: as its code calls it. */
const entryShape = union('kind', {
  hook: { entity: name, name: oneOf(...hookNames) },
  /** `order.updated` */
  event: { name },
  function: { name },
  step: { name },
  job: { name },
  service: { name },
  migration: { version: name, direction: oneOf('up', 'down') },
});
export type Entry = ReadBy<typeof entryShape>;

/** `hook order.creating`, for people. */
export function entryText(entry: Entry): string {
  switch (entry.kind) {
    case 'hook':
      return `hook ${entry.entity}.${entry.name}`;
    case 'migration':
      return `migration ${entry.version} ${entry.direction}`;
    default:
      return `${entry.kind} ${entry.name}`;
  }
}

/** What a call is told of its surroundings. */
const callContextShape = object({
  actor: object({ kind: name, id, name: text(1_000), roles: list(name, 1_000) }),
  locale: name,
  now: text(40),
  timeZone: name,
  requestId: text(500),
  idempotencyKey: optional(text(500)),
});
export type CallContextMessage = ReadBy<typeof callContextShape>;

/** What seldom changes: the plugin's settings, and its texts in one language. */
const settingsShape = object({ config: unseen, texts: record(text(20_000), 20_000) });
export type Settings = ReadBy<typeof settingsShape>;

const callable = object({
  title: optional(text(200)),
  description: optional(text(2_000)),
  input: optional(jsonObject),
  output: optional(jsonObject),
  roles: optional(list(name, 100)),
});

/** What the code says that it has; see `Provides`. */
export const providesShape = object({
  hooks: record(list(oneOf(...hookNames), 6), 1_000),
  events: list(name, 1_000),
  functions: record(callable, 1_000),
  steps: record(callable, 1_000),
  services: record(callable, 1_000),
  jobs: record(object({ title: optional(text(200)), cron: optional(text(200)), timeZone: optional(name) }), 200),
  migrations: list(name, 1_000),
});

/** Why a call failed that neither answered nor refused. */
const failures = [
  /** It threw. */
  'threw',
  /** There is no such entry, or its arguments or result are not what they have to be. */
  'misused',
  'memory',
  'cpu',
  'deadline',
  'hostCalls',
  'hostBytes',
] as const;
export type Failure = (typeof failures)[number];

const urlText = text(longestUrl);
const urlPart = oneOf('protocol', 'username', 'password', 'host', 'hostname', 'port', 'pathname', 'search', 'hash');
export type UrlPart = ReadBy<typeof urlPart>;

/** A URL that is to be read, over a base or with one part set to something else. */
const urlRequestShape = object({
  href: urlText,
  base: optional(urlText),
  set: optional(object({ part: urlPart, to: urlText })),
});
export type UrlRequest = ReadBy<typeof urlRequestShape>;

/** Escaped, so up to nine times as long as what it was made of. */
const partText = text(10 * 2 * longestUrl);
export const urlShape = object({
  href: partText,
  origin: partText,
  protocol: partText,
  username: partText,
  password: partText,
  host: partText,
  hostname: partText,
  port: partText,
  pathname: partText,
  search: partText,
  hash: partText,
});
export type UrlParts = ReadBy<typeof urlShape>;

/** `logsDropped`: lines of log that were too many. */
const usage = { cpuMs: amount, logsDropped: amount };

/** From the guest to the process around it, over the one function that it has. Answered at once, with text. */
export const guestMessageShape = union('type', {
  host: { call: number, id: number, body: unseen },
  log: { call: number, body: unseen },
  done: { call: number, value: json },
  refused: { call: number, refusal: refusalShape, index: refusedIndex },
  failed: { call: number, error: errorShape },
  timer: { call: number, id: number, ms: whole(0, 2_147_483_647) },
  clear: { call: number, id: number },
  random: { bytes: whole(1, 65_536) },
  /** Answered with `UrlParts` as JSON, or nothing where it is no URL. */
  url: { request: urlRequestShape },
});
export type GuestMessage = ReadBy<typeof guestMessageShape>;

/** From the process to the guest. Nothing of it comes from another plugin. */
export const toGuestShape = union('type', {
  /** With the function of the bundle. */
  load: {},
  call: {
    call: number,
    entry: entryShape,
    args: list(unseen, 10),
    context: callContextShape,
    settings: optional(settingsShape),
  },
  answer: { call: number, id: number, value: optional(unseen), error: optional(errorShape) },
  timer: { call: number, id: number },
  /** The call is over: nothing more is taken from it. */
  end: { call: number },
});
export type ToGuest = ReadBy<typeof toGuestShape>;

/** From the server to a child. Code, arguments and answers come from the server, so they are not looked at. */
export const toChildShape = union('type', {
  /** First of all. */
  start: { guest: text(2_000_000) },
  load: {
    isolate: number,
    file: name,
    bundle: text(16_777_216),
    sourceMap: text(33_554_432),
    memoryMb: whole(8, 4_096),
  },
  unload: { isolate: number },
  call: {
    call: number,
    isolate: number,
    entry: entryShape,
    args: list(unseen, 10),
    context: callContextShape,
    /** Absent: as in the call before in this isolate. */
    settings: optional(settingsShape),
    cpuMs: amount,
    deadlineMs: amount,
    hostCalls: amount,
    hostBytes: amount,
  },
  answer: { call: number, id: number, value: optional(unseen), error: optional(errorShape) },
  cancel: { call: number },
});
export type ToChild = ReadBy<typeof toChildShape>;

/** From a child to the server, which trusts nothing of it. */
export const fromChildShape = union('type', {
  ready: { uid: nullable(whole(0, 4_294_967_295)) },
  loaded: { isolate: number, provides: providesShape },
  unloadable: { isolate: number, error: errorShape },
  host: { call: number, id: number, body: hostCallShape },
  log: { call: number, body: hostCallShape },
  done: { call: number, value: json, ...usage },
  refused: { call: number, refusal: refusalShape, index: refusedIndex, ...usage },
  failed: { call: number, failure: oneOf(...failures), error: errorShape, ...usage },
  /** The isolate is being stopped; the calls in it that are not told of were innocent. */
  gone: { isolate: number },
  /** Nothing of it runs any more. */
  cleared: { isolate: number },
  /** It cannot be stopped from within: the process has to go. */
  stuck: { isolate: number },
  memory: { isolates: list(object({ isolate: number, bytes: amount }), 10_000), rss: amount },
});
export type FromChild = ReadBy<typeof fromChildShape>;

function unionOfValues(value: Json | undefined, place: string) {
  return Array.isArray(value) ? list(jsonObject, 1_000)(value, place) : jsonObject(value, place);
}

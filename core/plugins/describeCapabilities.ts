import type { JsonObject } from '../lib/json.ts';
import type { CapabilitiesDocument } from '../model/kinds/plugin/document.ts';
import type { HookName, Provides, RecordRight } from '../model/pluginTypes.ts';
import { cronInWords } from './cronInWords.ts';
import type { Manifest } from './manifest.ts';

/** One thing that a plugin can do once it is granted. The browser words it by `code` and `params`. */
export interface Capability {
  readonly code: keyof typeof sentences;
  readonly params: JsonObject;
  /** English. */
  readonly sentence: string;
}

/** The title of an entity that a plugin calls so; undefined where there is none. */
export type EntityTitle = (called: string) => string | undefined;

/**
 * What a plugin will be able to do, in plain words: all that it asks for, and what its code listens to. `translate`:
 * titles among the params.
 */
export function describeCapabilities(
  { capabilities = {} }: Pick<Manifest, 'capabilities'>,
  provides: Provides,
  titleOf: EntityTitle,
  translate: (text: string) => string = (text) => text,
): readonly Capability[] {
  const say = (code: Capability['code'], { title, ...params }: JsonObject): Capability => ({
    code,
    params: { ...params, ...(typeof title === 'string' ? { title: translate(title) } : {}) },
    sentence: sentences[code](title === undefined ? params : { ...params, title }),
  });
  const entity = (called: string): JsonObject => ({ entity: called, title: titleOf(called) ?? called });
  const rights = (code: 'records' | 'ownRecords', records: CapabilitiesDocument['records'] = {}) =>
    Object.entries(records).map(([called, asked]) => say(code, { ...entity(called), rights: allRights(asked) }));
  const { hosts = [], secrets = [], services = {}, kv, schedule } = capabilities;
  return [
    ...rights('records', capabilities.records),
    ...rights('ownRecords', capabilities.own),
    ...hooks(provides.hooks, ['creating', 'updating', 'deleting']).map(([called, actions]) =>
      say('beforeWrite', { ...entity(called), actions }),
    ),
    ...hooks(provides.hooks, ['created', 'updated', 'deleted']).map(([called, actions]) =>
      say('inWrite', { ...entity(called), actions }),
    ),
    ...events(provides.events).map(([called, actions]) => say('afterWrite', { ...entity(called), actions })),
    ...hosts.map((host) => say('host', { host })),
    ...secrets.map((name) => say('secret', { name })),
    ...Object.entries(services).flatMap(([plugin, names]) => names.map((name) => say('service', { plugin, name }))),
    ...(kv ? [say('kv', {})] : []),
    ...(schedule ? [say('schedule', {})] : []),
    ...Object.entries(provides.jobs).flatMap(([name, { title, cron, timeZone = 'UTC' }]) =>
      cron === undefined ? [] : [say('job', { name, ...(title === undefined ? {} : { title }), cron, timeZone })],
    ),
    ...Object.entries(provides.functions).map(([name, { title, roles }]) =>
      say('function', { name, ...(title === undefined ? {} : { title }), ...(roles ? { roles: [...roles] } : {}) }),
    ),
  ];
}

const order: readonly RecordRight[] = ['read', 'create', 'update', 'delete'];

function allRights(asked: readonly (RecordRight | '*')[]): RecordRight[] {
  return order.filter((right) => asked.includes('*') || asked.includes(right));
}

function hooks(provided: Provides['hooks'], wanted: readonly HookName[]): [string, HookName[]][] {
  return Object.entries(provided).flatMap(([called, names]): [string, HookName[]][] => {
    const own = wanted.filter((name) => names.includes(name));
    return own.length === 0 ? [] : [[called, own]];
  });
}

function events(provided: Provides['events']): [string, string[]][] {
  const actions = new Map<string, string[]>();
  for (const event of provided) {
    const [called = '', action = ''] = event.split('.');
    actions.set(called, [...(actions.get(called) ?? []), action]);
  }
  return [...actions];
}

const sentences = {
  records: ({ title, rights }) => `May ${listed(rights)} ${title}, as far as the person may for whom it works.`,
  ownRecords: ({ title, rights }) => `May ${listed(rights)} all ${title} by itself, whoever is at work.`,
  beforeWrite: ({ title, actions }) =>
    `Is asked before ${title} are ${done(actions)}, and may refuse it, or change what it may write.`,
  inWrite: ({ title, actions }) => `Works along when ${title} are ${done(actions)}, and may refuse it.`,
  afterWrite: ({ title, actions }) => `Is told after ${title} were ${done(actions)}.`,
  host: ({ host }) => `May call ${host} and send it what it knows.`,
  secret: ({ name }) => `Uses the secret "${name}", which you enter.`,
  service: ({ plugin, name }) => `May use "${name}" of the plugin ${plugin}.`,
  kv: () => 'Keeps values of its own.',
  schedule: () => 'May plan work for a later time.',
  job: ({ name, title, cron, timeZone }) =>
    `Works by itself, "${title ?? name}": ${cronInWords(String(cron), String(timeZone))}.`,
  function: ({ name, title, roles }) =>
    `Offers "${title ?? name}" to ${Array.isArray(roles) ? `the roles ${listed(roles)}` : 'everybody who has signed in'}.`,
} as const satisfies Record<string, (params: JsonObject) => string>;

function listed(words: JsonObject[string] | undefined): string {
  const all = Array.isArray(words) ? words.map(String) : [];
  return all.length < 2 ? all.join() : `${all.slice(0, -1).join(', ')} and ${all.at(-1)}`;
}

function done(actions: JsonObject[string] | undefined): string {
  const past: Readonly<Record<string, string>> = {
    creating: 'created',
    updating: 'changed',
    updated: 'changed',
    deleting: 'deleted',
  };
  return listed((Array.isArray(actions) ? actions : []).map((action) => past[String(action)] ?? action));
}

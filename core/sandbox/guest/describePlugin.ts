import type { PluginDefinition } from 'kiln:sdk';
import { hookNames } from '../protocol.ts';

/**
 * What the code says that it has, as `providesShape` reads it; throws TypeError that names what is not as it has to be.
 */
export function describePlugin(plugin: PluginDefinition): object {
  for (const name of Object.keys(plugin)) {
    if (!parts.includes(name)) throw new TypeError(`definePlugin does not know "${name}", only ${parts.join(', ')}.`);
  }
  return {
    hooks: mapped(plugin.hooks, 'hooks', hooksOf),
    events: Object.keys(mapped(plugin.events, 'events', handlerOf)),
    functions: mapped(plugin.functions, 'functions', callableOf),
    steps: mapped(plugin.steps, 'steps', callableOf),
    services: mapped(plugin.services, 'services', callableOf),
    jobs: mapped(plugin.jobs, 'jobs', jobOf),
    migrations: Object.keys(mapped(plugin.migrations, 'migrations', migrationOf)),
  };
}

const parts = ['hooks', 'events', 'functions', 'steps', 'jobs', 'services', 'migrations'];

type Part = Readonly<Record<string, unknown>>;

function mapped<T>(part: unknown, place: string, read: (value: unknown, place: string) => T): Record<string, T> {
  if (part === undefined) return {};
  return Object.fromEntries(
    Object.entries(objectOf(part, place)).map(([name, value]) => [name, read(value, `${place}.${name}`)]),
  );
}

function hooksOf(value: unknown, place: string): readonly string[] {
  const hooks = objectOf(value, place);
  for (const [name, hook] of Object.entries(hooks)) {
    if (!hookNames.some((known) => known === name)) {
      throw new TypeError(`${place}.${name} is no hook; there are ${hookNames.join(', ')}.`);
    }
    handlerOf(hook, `${place}.${name}`);
  }
  return hookNames.filter((name) => Object.hasOwn(hooks, name));
}

function callableOf(value: unknown, place: string): object {
  if (typeof value === 'function') return {};
  const callable = objectOf(value, place);
  handlerOf(callable.handler, `${place}.handler`);
  return known(callable, place, ['title', 'description', 'input', 'output', 'roles']);
}

function jobOf(value: unknown, place: string): object {
  if (typeof value === 'function') return {};
  const job = objectOf(value, place);
  handlerOf(job.handler, `${place}.handler`);
  return known(job, place, ['title', 'cron', 'timeZone']);
}

function migrationOf(value: unknown, place: string): void {
  const migration = objectOf(value, place);
  handlerOf(migration.up, `${place}.up`);
  if (migration.down !== undefined) handlerOf(migration.down, `${place}.down`);
}

function handlerOf(value: unknown, place: string): void {
  if (typeof value !== 'function') throw new TypeError(`${place} is not a function.`);
}

function known(value: Part, place: string, names: readonly string[]): object {
  for (const name of Object.keys(value)) {
    if (name !== 'handler' && !names.includes(name)) throw new TypeError(`${place}.${name} is not known.`);
  }
  return Object.fromEntries(names.map((name) => [name, value[name]]));
}

function objectOf(value: unknown, place: string): Part {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new TypeError(`${place} is not an object.`);
  }
  return Object.fromEntries(Object.entries(value));
}

import { v7 } from 'uuid';
import type { Json, JsonObject } from '../lib/json.ts';
import { createRandom, type Random } from './random.ts';

export type Language = 'zh' | 'en';

export const day = 86_400_000;
export const hour = 3_600_000;
const span = 548 * day;

/** What every part of the generator shares. Times are milliseconds since 1970. */
export interface Demo {
  readonly now: number;
  /** 18 months before now. */
  readonly start: number;
  readonly random: Random;
  /** Ids of the users among whom work is shared out. */
  readonly users: readonly string[];
}

/** What other records have to know of one that is there already. */
export interface Made {
  readonly id: string;
  readonly createdAt: number;
  /** In the API's create form, with `id`, and `createdAt` beside. */
  readonly record: JsonObject;
}

export function createDemo(options: { now: Date; seed: number; users: readonly string[] }): Demo {
  const now = options.now.getTime();
  return { now, start: now - span, random: createRandom(options.seed), users: options.users };
}

/** A record that came into being at that time; its id says so too. Values that are undefined are left out. */
export function make(demo: Demo, createdAt: number, values: Record<string, Json | undefined>): Made {
  const at = Math.round(Math.min(createdAt, demo.now));
  const id = v7({ msecs: at, random: demo.random.bytes(16) });
  const record: JsonObject = { id, createdAt: dateTime(at) };
  for (const [name, value] of Object.entries(values)) if (value !== undefined) record[name] = value;
  return { id, createdAt: at, record };
}

export function dateTime(at: number): string {
  return new Date(at).toISOString();
}

export function date(at: number): string {
  return dateTime(at).slice(0, 10);
}

export function round(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}

/** `text` with every `{name}` replaced. Throws RangeError for a name without a value: the pools promise them. */
export function fill(text: string, values: Readonly<Record<string, string | number>>): string {
  return text.replace(/\{([a-z]+)\}/gi, (_, name: string) => {
    const value = values[name];
    if (value === undefined) throw new RangeError(`No value for {${name}} in "${text}".`);
    return String(value);
  });
}

export function byAge<T extends Made>(records: readonly T[]): T[] {
  return [...records].sort((a, b) => a.createdAt - b.createdAt);
}

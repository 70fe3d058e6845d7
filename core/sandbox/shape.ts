import { isObject, type Json, type JsonObject } from '../lib/json.ts';

/** Reads parsed JSON as T. What it does not know is refused, so nothing crosses unseen. */
export type Shape<T> = (value: Json | undefined, place: string) => T;

/** What a shape reads. */
export type ReadBy<S> = S extends Shape<infer T> ? T : never;

/** A message that is not one of the protocol's. */
export class ShapeError extends Error {
  constructor(place: string, expected: string) {
    super(`${place || 'The message'} is not ${expected}.`);
    this.name = 'ShapeError';
  }
}

/** What JSON may nest to: deeper than any record, and shallow enough for everything that walks it by recursion. */
const deepest = 64;

/** Text of at most so many UTF-16 units. */
export function text(longest: number): Shape<string> {
  return (value, place) => {
    if (typeof value !== 'string' || value.length > longest) throw new ShapeError(place, `text of up to ${longest}`);
    return value;
  };
}

/** A whole number between both. */
export function whole(least: number, most: number): Shape<number> {
  return (value, place) => {
    if (typeof value !== 'number' || !Number.isInteger(value) || value < least || value > most) {
      throw new ShapeError(place, `a whole number from ${least} to ${most}`);
    }
    return value;
  };
}

/** A finite number that is not negative. */
export const amount: Shape<number> = (value, place) => {
  if (typeof value !== 'number' || !Number.isFinite(value) || value < 0) throw new ShapeError(place, 'an amount');
  return value;
};

/** Any finite number. */
export const finite: Shape<number> = (value, place) => {
  if (typeof value !== 'number' || !Number.isFinite(value)) throw new ShapeError(place, 'a number');
  return value;
};

export const flag: Shape<boolean> = (value, place) => {
  if (typeof value !== 'boolean') throw new ShapeError(place, 'true or false');
  return value;
};

export function oneOf<const T extends string>(...names: readonly T[]): Shape<T> {
  return (value, place) => {
    const known = names.find((name) => name === value);
    if (known === undefined) throw new ShapeError(place, `one of ${names.join(', ')}`);
    return known;
  };
}

export function list<T>(item: Shape<T>, most: number): Shape<readonly T[]> {
  return (value, place) => {
    if (!Array.isArray(value) || value.length > most) throw new ShapeError(place, `a list of up to ${most}`);
    return value.map((member, index) => item(member, `${place}/${index}`));
  };
}

export function tuple<A, B>(first: Shape<A>, second: Shape<B>): Shape<readonly [A, B]> {
  return (value, place) => {
    if (!Array.isArray(value) || value.length !== 2) throw new ShapeError(place, 'a pair');
    return [first(value[0], `${place}/0`), second(value[1], `${place}/1`)];
  };
}

/** An object of any names, each with such a value. */
export function record<T>(item: Shape<T>, most: number): Shape<Readonly<Record<string, T>>> {
  return (value, place) => {
    const members = Object.entries(plain(value, place));
    if (members.length > most) throw new ShapeError(place, `an object of up to ${most} members`);
    return Object.fromEntries(
      members.map(([name, member]) => [safeName(name, place), item(member, `${place}/${name}`)]),
    );
  };
}

/** Absent, or such a value. */
export function optional<T>(shape: Shape<T>): Shape<T | undefined> {
  return (value, place) => (value === undefined ? undefined : shape(value, place));
}

export function nullable<T>(shape: Shape<T>): Shape<T | null> {
  return (value, place) => (value === null ? null : shape(value, place));
}

/** Any JSON that is not too deep and has no member named `__proto__`. */
export const json: Shape<Json> = (value, place) => {
  if (value === undefined) throw new ShapeError(place, 'JSON');
  checkJson(value, place, 0);
  return value;
};

/** Any JSON object. */
export const jsonObject: Shape<JsonObject> = (value, place) => {
  const object = plain(value, place);
  checkJson(object, place, 0);
  return object;
};

/** Any JSON, unseen: where the other side is trusted, or looks by itself. */
export const unseen: Shape<Json> = (value, place) => {
  if (value === undefined) throw new ShapeError(place, 'JSON');
  return value;
};

type Members = Readonly<Record<string, Shape<unknown>>>;
type OptionalNames<M extends Members> = {
  [K in keyof M]: undefined extends ReadBy<M[K]> ? K : never;
}[keyof M];
type ReadMembers<M extends Members> = {
  readonly [K in Exclude<keyof M, OptionalNames<M>>]: ReadBy<M[K]>;
} & { readonly [K in OptionalNames<M>]?: Exclude<ReadBy<M[K]>, undefined> };

/** An object of exactly these members. */
export function object<M extends Members>(members: M): Shape<ReadMembers<M>> {
  return (value, place) => {
    const given = plain(value, place);
    for (const name of Object.keys(given)) {
      if (!Object.hasOwn(members, name)) throw new ShapeError(`${place}/${name.slice(0, 40)}`, 'known');
    }
    const read: Record<string, unknown> = {};
    for (const [name, shape] of Object.entries(members)) {
      const member = shape(Object.hasOwn(given, name) ? given[name] : undefined, `${place}/${name}`);
      if (member !== undefined) read[name] = member;
    }
    // TypeScript does not follow an object that is built member by member; each was read by its shape.
    return read as ReadMembers<M>;
  };
}

type Variants<K extends string, V extends Readonly<Record<string, Members>>> = {
  [N in keyof V]: { readonly [P in K]: N } & ReadMembers<V[N]>;
}[keyof V];

/** One of several objects, told apart by one member: a closed union. */
export function union<K extends string, const V extends Readonly<Record<string, Members>>>(
  key: K,
  variants: V,
): Shape<Variants<K, V>> {
  const shapes = new Map(
    Object.entries(variants).map(([name, members]) => [name, object({ ...members, [key]: oneOf(name) })]),
  );
  return (value, place) => {
    const name = plain(value, place)[key];
    const shape = typeof name === 'string' ? shapes.get(name) : undefined;
    if (!shape) throw new ShapeError(`${place}/${key}`, `one of ${[...shapes.keys()].join(', ')}`);
    // Nor which variant of a map it is; `name` has chosen it.
    return shape(value, place) as unknown as Variants<K, V>;
  };
}

function plain(value: Json | undefined, place: string): JsonObject {
  if (!isObject(value)) throw new ShapeError(place, 'an object');
  return value;
}

function safeName(name: string, place: string): string {
  if (name === '__proto__') throw new ShapeError(`${place}/__proto__`, 'a name');
  return name;
}

function checkJson(value: Json, place: string, depth: number): void {
  if (typeof value !== 'object' || value === null) return;
  if (depth >= deepest) throw new ShapeError(place, `JSON of at most ${deepest} levels`);
  if (Array.isArray(value)) {
    for (const member of value) checkJson(member, place, depth + 1);
    return;
  }
  for (const name of Object.keys(value)) {
    const member = value[safeName(name, place)];
    if (member !== undefined) checkJson(member, place, depth + 1);
  }
}

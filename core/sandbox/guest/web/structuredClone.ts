import { KilnDOMException } from './KilnDOMException.ts';

/** A copy of a value, circles too. Functions, symbols, promises and the like throw a DataCloneError. */
export function structuredClone(value: unknown): unknown {
  return clone(value, new Map());
}

const errors: Readonly<Record<string, ErrorConstructor>> = {
  EvalError,
  RangeError,
  ReferenceError,
  SyntaxError,
  TypeError,
  URIError,
};

function clone(value: unknown, seen: Map<object, unknown>): unknown {
  if (typeof value === 'function' || typeof value === 'symbol') throw uncloneable(value);
  if (typeof value !== 'object' || value === null) return value;
  if (seen.has(value)) return seen.get(value);
  const keep = <T>(copy: T): T => {
    seen.set(value, copy);
    return copy;
  };
  if (Array.isArray(value)) return members(value, keep(Array(value.length)), seen);
  if (value instanceof Map) {
    const copy = keep(new Map());
    for (const [key, member] of [...value]) copy.set(clone(key, seen), clone(member, seen));
    return copy;
  }
  if (value instanceof Set) {
    const copy = keep(new Set());
    for (const member of [...value]) copy.add(clone(member, seen));
    return copy;
  }
  if (value instanceof Date) return keep(new Date(value.getTime()));
  if (value instanceof RegExp) return keep(new RegExp(value.source, value.flags));
  if (value instanceof ArrayBuffer) return keep(value.slice(0));
  if (ArrayBuffer.isView(value)) return keep(cloneView(value, seen));
  if (value instanceof Error) return cloneError(value, keep, seen);
  for (const type of [Boolean, Number, String, BigInt]) if (value instanceof type) return keep(Object(value.valueOf()));
  const tag = Object.prototype.toString.call(value);
  if (tag !== '[object Object]' && !(Symbol.toStringTag in value)) throw uncloneable(value);
  if (value instanceof Promise || value instanceof WeakMap || value instanceof WeakSet || value instanceof WeakRef) {
    throw uncloneable(value);
  }
  return members(value, keep({}), seen);
}

function members<T extends object>(value: object, copy: T, seen: Map<object, unknown>): T {
  for (const [name, member] of Object.entries(value)) {
    Object.defineProperty(copy, name, {
      configurable: true,
      enumerable: true,
      value: clone(member, seen),
      writable: true,
    });
  }
  return copy;
}

function cloneView(view: ArrayBufferView, seen: Map<object, unknown>): ArrayBufferView {
  const buffer = clone(view.buffer, seen);
  const length = 'length' in view ? view.length : view.byteLength;
  return Reflect.construct(Object(view.constructor), [buffer, view.byteOffset, length]);
}

function cloneError<T>(error: Error, keep: (copy: Error) => T, seen: Map<object, unknown>): T {
  const type = Object.hasOwn(errors, error.name) ? (errors[error.name] ?? Error) : Error;
  const copy = new type(error.message);
  Object.defineProperty(copy, 'stack', { configurable: true, value: error.stack, writable: true });
  const kept = keep(copy);
  if (Object.hasOwn(error, 'cause')) {
    Object.defineProperty(copy, 'cause', { configurable: true, value: clone(error.cause, seen), writable: true });
  }
  return kept;
}

function uncloneable(value: unknown): KilnDOMException {
  return new KilnDOMException(`${Object.prototype.toString.call(value)} cannot be cloned.`, 'DataCloneError');
}

/**
 * Makes what the language brings unchangeable, before the plugin runs: the guest's own code can be written plainly, and
 * a record with a member `__proto__` or `constructor` pollutes nothing that a later call sees.
 */
export function harden(): void {
  Reflect.deleteProperty(Object.prototype, '__proto__');
  // Both keep memory beyond what is counted, or run where nothing stops them.
  for (const name of ['WebAssembly', 'SharedArrayBuffer', 'Atomics']) Reflect.deleteProperty(globalThis, name);
  Error.stackTraceLimit = 30;
  const seen = new Set<object>();
  for (const root of roots()) freezeAll(root, seen);
}

/** Everything that code can reach without making it: the globals, and what only syntax reaches. */
function roots(): object[] {
  const globals = Object.getOwnPropertyNames(globalThis)
    .filter((name) => name !== 'globalThis')
    .map((name) => Reflect.get(globalThis, name));
  const hidden = [
    function* () {},
    async () => {},
    async function* () {},
    [][Symbol.iterator](),
    ''[Symbol.iterator](),
    new Map().entries(),
    new Set().entries(),
    'a'.matchAll(/a/g),
    Iterator.from({ next: () => ({ done: true, value: undefined }) }),
    [].values().map(String),
  ].map((value) => Object.getPrototypeOf(value));
  return [...globals, ...hidden].filter(isObject);
}

/** Prototypes whose members people set on what inherits from them: assigning still works there. */
const overridden = new Set<object>([
  Object.prototype,
  Function.prototype,
  Error.prototype,
  ...[TypeError, RangeError, SyntaxError, ReferenceError, EvalError, URIError, AggregateError].map(
    (type) => type.prototype,
  ),
]);

function freezeAll(root: object, seen: Set<object>): void {
  const waiting = [root];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    if (seen.has(next) || next === globalThis) continue;
    seen.add(next);
    const prototype = Object.getPrototypeOf(next);
    if (prototype) waiting.push(prototype);
    for (const key of Reflect.ownKeys(next)) {
      const property = Reflect.getOwnPropertyDescriptor(next, key);
      for (const value of [property?.value, property?.get, property?.set]) if (isObject(value)) waiting.push(value);
      if (overridden.has(next) && property?.configurable && 'value' in property) assignable(next, key, property.value);
    }
    Object.freeze(next);
  }
}

/**
 * A frozen member forbids to assign it on what inherits from it (`this.name = …` in a class of errors). An accessor
 * that makes the assigned value the other object's own does not.
 */
function assignable(owner: object, key: string | symbol, value: unknown): void {
  Object.defineProperty(owner, key, {
    configurable: false,
    enumerable: false,
    get: () => value,
    set(this: unknown, assigned: unknown) {
      if (!isObject(this) || this === owner) throw new TypeError(`Cannot assign to "${String(key)}" of a built-in.`);
      Object.defineProperty(this, key, { configurable: true, enumerable: true, value: assigned, writable: true });
    },
  });
}

function isObject(value: unknown): value is object {
  return (typeof value === 'object' && value !== null) || typeof value === 'function';
}

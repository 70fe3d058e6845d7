import { decodeUtf8 } from './utf8.ts';

/** URLSearchParams of the URL Standard. */
export class KilnURLSearchParams {
  #pairs: [string, string][];
  #changed: ((text: string) => void) | undefined;

  constructor(init: unknown = '') {
    this.#pairs = pairsOf(init);
  }

  /** Of a URL, which follows what changes here. */
  static of(query: string, changed: (text: string) => void): KilnURLSearchParams {
    const params = new KilnURLSearchParams();
    params.#pairs = parseForm(query);
    params.#changed = changed;
    return params;
  }

  /** The URL has another query. */
  static reread(params: KilnURLSearchParams, query: string): void {
    params.#pairs = parseForm(query);
  }

  #tell(): void {
    this.#changed?.(this.toString());
  }

  get size(): number {
    return this.#pairs.length;
  }

  append(name: unknown, value: unknown): void {
    this.#pairs.push([textOf(name), textOf(value)]);
    this.#tell();
  }

  delete(name: unknown, value?: unknown): void {
    const gone = ([known, its]: [string, string]) =>
      known === textOf(name) && (value === undefined || its === textOf(value));
    this.#pairs = this.#pairs.filter((pair) => !gone(pair));
    this.#tell();
  }

  get(name: unknown): string | null {
    return this.#pairs.find(([known]) => known === textOf(name))?.[1] ?? null;
  }

  getAll(name: unknown): string[] {
    return this.#pairs.filter(([known]) => known === textOf(name)).map(([, value]) => value);
  }

  has(name: unknown, value?: unknown): boolean {
    return this.#pairs.some(([known, its]) => known === textOf(name) && (value === undefined || its === textOf(value)));
  }

  set(name: unknown, value: unknown): void {
    const key = textOf(name);
    const first = this.#pairs.findIndex(([known]) => known === key);
    if (first < 0) this.#pairs.push([key, textOf(value)]);
    else {
      this.#pairs[first] = [key, textOf(value)];
      this.#pairs = this.#pairs.filter(([known], index) => index <= first || known !== key);
    }
    this.#tell();
  }

  sort(): void {
    this.#pairs.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
    this.#tell();
  }

  forEach(callback: (value: string, name: string, params: KilnURLSearchParams) => void, self?: unknown): void {
    for (const [name, value] of this) Reflect.apply(callback, self, [value, name, this]);
  }

  *entries(): IterableIterator<[string, string]> {
    for (let index = 0; index < this.#pairs.length; index += 1) {
      const [name, value] = this.#pairs[index] ?? ['', ''];
      yield [name, value];
    }
  }

  *keys(): IterableIterator<string> {
    for (const [name] of this) yield name;
  }

  *values(): IterableIterator<string> {
    for (const [, value] of this) yield value;
  }

  [Symbol.iterator](): IterableIterator<[string, string]> {
    return this.entries();
  }

  toString(): string {
    return this.#pairs.map(([name, value]) => `${formEncode(name)}=${formEncode(value)}`).join('&');
  }
}

/** For `URL` alone: a plugin must not reach them. */
export const { of: paramsOf, reread } = KilnURLSearchParams;
for (const name of ['of', 'reread']) Reflect.deleteProperty(KilnURLSearchParams, name);

function textOf(value: unknown): string {
  return String(value).toWellFormed();
}

function pairsOf(init: unknown): [string, string][] {
  if (typeof init !== 'object' || init === null) return parseForm(textOf(init).replace(/^\?/, ''));
  if (!(Symbol.iterator in init)) return Object.entries(init).map(([name, value]) => [textOf(name), textOf(value)]);
  return Array.from(Object(init), (pair) => {
    const items = Array.from(Object(pair));
    if (typeof pair !== 'object' || items.length !== 2) throw new TypeError('Each pair must be a name and a value.');
    return [textOf(items[0]), textOf(items[1])];
  });
}

function parseForm(text: string): [string, string][] {
  return text
    .split('&')
    .filter((pair) => pair !== '')
    .map((pair) => {
      const equals = pair.indexOf('=');
      const name = equals < 0 ? pair : pair.slice(0, equals);
      const value = equals < 0 ? '' : pair.slice(equals + 1);
      return [formDecode(name), formDecode(value)];
    });
}

function formDecode(text: string): string {
  return text.replaceAll('+', ' ').replaceAll(/(?:%[\da-f]{2})+/gi, (escaped) =>
    decodeUtf8(
      Uint8Array.from(escaped.slice(1).split('%'), (byte) => Number.parseInt(byte, 16)),
      true,
    ),
  );
}

/** Beyond what the language escapes, `!'()~` are. */
function formEncode(text: string): string {
  return encodeURIComponent(text)
    .replaceAll('%20', '+')
    .replaceAll(/[!'()~]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`);
}

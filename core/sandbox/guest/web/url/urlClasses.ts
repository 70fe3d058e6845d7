import type { ToAscii } from './parseHost.ts';
import { parseUrl, type State } from './parseUrl.ts';
import { formSet, percentDecode, percentEncode, userinfoSet } from './percent.ts';
import {
  hasOpaquePath,
  serializeOrigin,
  serializePath,
  serializeUrl,
  takesNoCredentials,
  type UrlRecord,
} from './UrlRecord.ts';

/** URL and URLSearchParams of the URL Standard. */
export function urlClasses(toAscii: ToAscii) {
  const parse = (text: string, base?: UrlRecord) => parseUrl(text, toAscii, base);

  class URLSearchParams {
    #pairs: [string, string][];
    #changed: ((text: string) => void) | undefined;

    constructor(init: unknown = '') {
      this.#pairs = pairsOf(init);
    }

    /** Of a URL, which follows what changes here. */
    static of(query: string, changed: (text: string) => void): URLSearchParams {
      const params = new URLSearchParams();
      params.#pairs = parseForm(query);
      params.#changed = changed;
      return params;
    }

    /** The URL has another query. */
    static reread(params: URLSearchParams, query: string): void {
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
      return this.#pairs.some(
        ([known, its]) => known === textOf(name) && (value === undefined || its === textOf(value)),
      );
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

    forEach(callback: (value: string, name: string, params: URLSearchParams) => void, self?: unknown): void {
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
  const { of: paramsOf, reread } = URLSearchParams;
  for (const name of ['of', 'reread']) Reflect.deleteProperty(URLSearchParams, name);

  class URL {
    #url: UrlRecord;
    readonly #params: URLSearchParams;

    constructor(text: unknown, base?: unknown) {
      const url = recordOf(text, base);
      if (!url) throw new TypeError(`Invalid URL: ${textOf(text).slice(0, 200)}`);
      this.#url = url;
      this.#params = paramsOf(url.query ?? '', (query) => {
        this.#url.query = query === '' ? null : query;
      });
    }

    static canParse(text: unknown, base?: unknown): boolean {
      return recordOf(text, base) !== undefined;
    }

    static parse(text: unknown, base?: unknown): URL | null {
      return URL.canParse(text, base) ? new URL(text, base) : null;
    }

    /** Reads a part of it anew; from what is wrong on, nothing is changed. */
    #set(text: unknown, state: State): void {
      parseUrl(textOf(text), toAscii, undefined, this.#url, state);
    }

    get href(): string {
      return serializeUrl(this.#url);
    }

    set href(text: unknown) {
      const url = parse(textOf(text));
      if (!url) throw new TypeError(`Invalid URL: ${textOf(text).slice(0, 200)}`);
      this.#url = url;
      reread(this.#params, url.query ?? '');
    }

    get origin(): string {
      return serializeOrigin(this.#url, parse);
    }

    get protocol(): string {
      return `${this.#url.scheme}:`;
    }

    set protocol(text: unknown) {
      this.#set(`${textOf(text)}:`, 'schemeStart');
    }

    get username(): string {
      return this.#url.username;
    }

    set username(text: unknown) {
      if (!takesNoCredentials(this.#url)) this.#url.username = percentEncode(textOf(text), userinfoSet);
    }

    get password(): string {
      return this.#url.password;
    }

    set password(text: unknown) {
      if (!takesNoCredentials(this.#url)) this.#url.password = percentEncode(textOf(text), userinfoSet);
    }

    get host(): string {
      const { host, port } = this.#url;
      return `${host ?? ''}${port === null ? '' : `:${port}`}`;
    }

    set host(text: unknown) {
      if (!hasOpaquePath(this.#url)) this.#set(text, 'host');
    }

    get hostname(): string {
      return this.#url.host ?? '';
    }

    set hostname(text: unknown) {
      if (!hasOpaquePath(this.#url)) this.#set(text, 'hostname');
    }

    get port(): string {
      return this.#url.port === null ? '' : String(this.#url.port);
    }

    set port(text: unknown) {
      if (takesNoCredentials(this.#url)) return;
      if (textOf(text) === '') this.#url.port = null;
      else this.#set(text, 'port');
    }

    get pathname(): string {
      return serializePath(this.#url);
    }

    set pathname(text: unknown) {
      if (hasOpaquePath(this.#url)) return;
      this.#url.path = [];
      this.#set(text, 'pathStart');
    }

    get search(): string {
      const { query } = this.#url;
      return query === null || query === '' ? '' : `?${query}`;
    }

    set search(text: unknown) {
      const query = textOf(text);
      if (query === '') this.#url.query = null;
      else {
        this.#url.query = '';
        this.#set(query.replace(/^\?/, ''), 'query');
      }
      reread(this.#params, this.#url.query ?? '');
    }

    get searchParams(): URLSearchParams {
      return this.#params;
    }

    get hash(): string {
      const { fragment } = this.#url;
      return fragment === null || fragment === '' ? '' : `#${fragment}`;
    }

    set hash(text: unknown) {
      const fragment = textOf(text);
      if (fragment === '') this.#url.fragment = null;
      else {
        this.#url.fragment = '';
        this.#set(fragment.replace(/^#/, ''), 'fragment');
      }
    }

    toString(): string {
      return this.href;
    }

    toJSON(): string {
      return this.href;
    }
  }

  function recordOf(text: unknown, base: unknown): UrlRecord | undefined {
    if (base === undefined) return parse(textOf(text));
    const parsed = parse(textOf(base));
    return parsed && parse(textOf(text), parsed);
  }

  return { URL, URLSearchParams };
}

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
  return percentDecode(text.replaceAll('+', ' '));
}

function formEncode(text: string): string {
  return percentEncode(text, (code) => code !== 0x20 && formSet(code)).replaceAll(' ', '+');
}

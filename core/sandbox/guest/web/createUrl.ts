import { longestUrl, type UrlPart, type UrlParts, type UrlRequest } from '../../protocol.ts';
import { type KilnURLSearchParams, paramsOf, reread } from './KilnURLSearchParams.ts';

/** URL of the URL Standard, in the parts that `read` finds; it answers undefined for what is no URL. */
export function createUrl(read: (request: UrlRequest) => UrlParts | undefined) {
  function partsOf(text: unknown, base?: unknown): UrlParts | undefined {
    const request = { href: textOf(text), ...(base === undefined ? {} : { base: textOf(base) }) };
    return isTooLong(request.href) || isTooLong(request.base) ? undefined : read(request);
  }

  return class URL {
    #parts: UrlParts;
    readonly #params: KilnURLSearchParams;

    constructor(text: unknown, base?: unknown) {
      this.#parts = partsOf(text, base) ?? invalid(text);
      this.#params = paramsOf(this.#parts.search.slice(1), (query) => this.#set('search', query));
    }

    static canParse(text: unknown, base?: unknown): boolean {
      return partsOf(text, base) !== undefined;
    }

    static parse(text: unknown, base?: unknown): URL | null {
      return URL.canParse(text, base) ? new URL(text, base) : null;
    }

    #set(part: UrlPart, text: unknown): void {
      const { href } = this.#parts;
      const to = textOf(text);
      if (isTooLong(href) || isTooLong(to)) throw new TypeError(`A URL has at most ${longestUrl} characters here.`);
      this.#parts = read({ href, set: { part, to } }) ?? this.#parts;
    }

    get href(): string {
      return this.#parts.href;
    }

    set href(text: unknown) {
      this.#parts = partsOf(text) ?? invalid(text);
      reread(this.#params, this.#parts.search.slice(1));
    }

    get origin(): string {
      return this.#parts.origin;
    }

    get protocol(): string {
      return this.#parts.protocol;
    }

    set protocol(text: unknown) {
      this.#set('protocol', text);
    }

    get username(): string {
      return this.#parts.username;
    }

    set username(text: unknown) {
      this.#set('username', text);
    }

    get password(): string {
      return this.#parts.password;
    }

    set password(text: unknown) {
      this.#set('password', text);
    }

    get host(): string {
      return this.#parts.host;
    }

    set host(text: unknown) {
      this.#set('host', text);
    }

    get hostname(): string {
      return this.#parts.hostname;
    }

    set hostname(text: unknown) {
      this.#set('hostname', text);
    }

    get port(): string {
      return this.#parts.port;
    }

    set port(text: unknown) {
      this.#set('port', text);
    }

    get pathname(): string {
      return this.#parts.pathname;
    }

    set pathname(text: unknown) {
      this.#set('pathname', text);
    }

    get hash(): string {
      return this.#parts.hash;
    }

    set hash(text: unknown) {
      this.#set('hash', text);
    }

    get search(): string {
      return this.#parts.search;
    }

    set search(text: unknown) {
      this.#set('search', text);
      reread(this.#params, this.#parts.search.slice(1));
    }

    get searchParams(): KilnURLSearchParams {
      return this.#params;
    }

    toString(): string {
      return this.href;
    }

    toJSON(): string {
      return this.href;
    }
  };
}

function textOf(value: unknown): string {
  return String(value).toWellFormed();
}

function isTooLong(text: string | undefined): boolean {
  return text !== undefined && text.length > longestUrl;
}

function invalid(text: unknown): never {
  throw new TypeError(`Invalid URL: ${textOf(text).slice(0, 200)}`);
}

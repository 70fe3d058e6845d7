import { isObject, type Json, type JsonObject } from '../../../lib/json.ts';

/** What a step of http asks for, once its secrets are opened. */
export interface HttpInput {
  readonly method: string;
  /** With `query` in it. */
  readonly url: string;
  readonly headers: readonly (readonly [string, string])[];
  readonly body: string | undefined;
}

/** A value that stands for a secret: `{"$secret": name, "before"?: text}`. */
function secretName(value: Json): string | undefined {
  return isObject(value) && typeof value.$secret === 'string' ? value.$secret : undefined;
}

/** Names of all secrets in it. */
export function secretsIn(value: Json | undefined): string[] {
  if (Array.isArray(value)) return value.flatMap(secretsIn);
  if (!isObject(value)) return [];
  const name = secretName(value);
  return name === undefined ? Object.values(value).flatMap(secretsIn) : [name];
}

/** The same with `textOf` each secret. */
function opened(value: Json, textOf: (name: string) => string): Json {
  if (Array.isArray(value)) return value.map((item) => opened(item, textOf));
  if (!isObject(value)) return value;
  const name = secretName(value);
  if (name !== undefined) return `${typeof value.before === 'string' ? value.before : ''}${textOf(name)}`;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, opened(item, textOf)]));
}

/** `input` as its schema says; `textOf` tells what a secret is. */
export function readHttpInput(input: JsonObject, textOf: (name: string) => string): HttpInput {
  const { method, url, query, headers, user, password, json, form, text } = Object.fromEntries(
    Object.entries(input).map(([key, value]) => [key, key === 'schema' ? value : opened(value, textOf)]),
  );
  const given = pairs(headers);
  const add = (name: string, value: string | undefined) =>
    value === undefined || given.some(([each]) => each.toLowerCase() === name.toLowerCase()) ? [] : [[name, value]];
  const login = typeof user === 'string' ? `Basic ${base64(`${user}:${plain(password ?? '')}`)}` : undefined;
  const content = bodyOf(json, form, text);
  const added = [
    ...add('Authorization', login),
    ...add('Content-Type', content?.type),
    ...add('User-Agent', 'Kiln'),
  ].map(([name = '', value = '']): readonly [string, string] => [name, value]);
  return {
    method: typeof method === 'string' ? method : 'GET',
    url: withQuery(plain(url ?? ''), pairs(query)),
    headers: [...given, ...added],
    body: content?.text,
  };
}

function bodyOf(
  json: Json | undefined,
  form: Json | undefined,
  text: Json | undefined,
): { readonly type: string; readonly text: string } | undefined {
  if (json !== undefined) return { type: 'application/json', text: JSON.stringify(json) };
  if (form !== undefined) {
    const fields = pairs(form).map(([name, value]): [string, string] => [name, value]);
    return { type: 'application/x-www-form-urlencoded', text: new URLSearchParams(fields).toString() };
  }
  return text === undefined ? undefined : { type: 'text/plain; charset=utf-8', text: plain(text) };
}

/** What is null is left out, a list is several. */
function pairs(value: Json | undefined): (readonly [string, string])[] {
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([name, item]) =>
    (Array.isArray(item) ? item : [item])
      .filter((each) => each !== null)
      .map((each): readonly [string, string] => [name, plain(each)]),
  );
}

function plain(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function base64(text: string): string {
  return Buffer.from(text, 'utf8').toString('base64');
}

/** What is no address is left for the request to refuse. */
function withQuery(text: string, query: readonly (readonly [string, string])[]): string {
  if (query.length === 0 || !URL.canParse(text)) return text;
  const url = new URL(text);
  for (const [name, value] of query) url.searchParams.append(name, value);
  return url.href;
}

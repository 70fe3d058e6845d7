import { type Kiln, openKiln, type Person } from 'kiln:test';

interface Answer {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: what a test expects is its type
  readonly body: any;
}

/** Requests of one person, and what they are answered, refusals too. */
export interface Counter {
  call(method: string, path: string, body?: unknown): Promise<Answer>;
  /** A function of the plugin. */
  run(name: string, input: object): Promise<Answer>;
  /** The record. Throws what the server answers where it refuses. */
  // biome-ignore lint/suspicious/noExplicitAny: what a test expects is its type
  create(entity: string, values: object): Promise<any>;
  // biome-ignore lint/suspicious/noExplicitAny: what a test expects is its type
  get(entity: string, id: string, select?: string): Promise<any>;
  /** The oldest first. */
  // biome-ignore lint/suspicious/noExplicitAny: what a test expects is its type
  find(entity: string, where: string, select?: string): Promise<any[]>;
  update(entity: string, id: string, values: object): Promise<Answer>;
  /** A new contact who is a member. */
  // biome-ignore lint/suspicious/noExplicitAny: what a test expects is its type
  enrol(values?: object, contact?: object): Promise<any>;
}

export interface Shop extends Counter {
  readonly kiln: Kiln;
  as(...roles: readonly string[]): Promise<Counter>;
  close(): Promise<void>;
}

/** The base CRM with the plugin, over HTTP, with the real sandbox. */
export async function openShop(): Promise<Shop> {
  const kiln = await openKiln();
  return {
    kiln,
    ...counterOf(kiln),
    as: async (...roles) => counterOf(await kiln.as(...roles)),
    close: () => kiln.close(),
  };
}

/** What somebody does at the counter, by their requests. */
export function counterOf({ fetch }: Pick<Person, 'fetch'>): Counter {
  let count = 0;

  async function call(method: string, path: string, body?: unknown): Promise<Answer> {
    const content = body === undefined ? {} : { body: JSON.stringify(body) };
    const headers = { 'content-type': 'application/json' };
    const response = await fetch(path, { method, ...content, ...(body === undefined ? {} : { headers }) });
    const text = await response.text();
    return { status: response.status, body: text === '' ? null : JSON.parse(text) };
  }

  async function expectOk(method: string, path: string, body?: unknown): Promise<Answer['body']> {
    const answer = await call(method, path, body);
    if (answer.status >= 400) throw new Error(`${answer.status} ${JSON.stringify(answer.body)}`);
    return answer.body;
  }

  const counter: Counter = {
    call,
    run: (name, input) => call('POST', `/api/plugins/retail-membership/functions/${name}`, input),
    create: (entity, values) => expectOk('POST', `/api/records/${entity}`, values),
    get: (entity, id, select = '*') => expectOk('GET', `/api/records/${entity}/${id}?select=${select}`),
    find: async (entity, where, select = '*') => {
      const query = new URLSearchParams({ where, select, limit: '1000', sort: 'createdAt,id' });
      return (await expectOk('GET', `/api/records/${entity}?${query}`)).data;
    },
    update: (entity, id, values) => call('PATCH', `/api/records/${entity}/${id}`, values),
    enrol: async (values = {}, contact = {}) => {
      count += 1;
      const person = await counter.create('contact', { name: `Customer ${count}`, ...contact });
      return counter.create('member', { contact: person.id, ...values });
    },
  };
  return counter;
}

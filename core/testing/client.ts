import type { Expected } from './Expected.ts';
import type { TestServer } from './startTestServer.ts';

export interface ClientReply {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Expected;
}

/** Somebody before the server: keeps cookies as a browser does. */
export interface Client {
  readonly cookies: Map<string, string>;
  call(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<ClientReply>;
  get(path: string, headers?: Record<string, string>): Promise<ClientReply>;
  post(path: string, body?: unknown, headers?: Record<string, string>): Promise<ClientReply>;
  signIn(email: string, password: string): Promise<ClientReply>;
}

export function createClient(server: Pick<TestServer, 'url'>): Client {
  const cookies = new Map<string, string>();
  const client: Client = {
    cookies,
    async call(method, path, body, headers = {}) {
      const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
      const response = await fetch(new URL(path, server.url), {
        method,
        redirect: 'manual',
        headers: {
          ...(cookie ? { cookie } : {}),
          ...(method === 'GET' ? {} : { origin: server.url }),
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      for (const line of response.headers.getSetCookie()) {
        const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
        if (value === '' || /max-age=0/i.test(line)) cookies.delete(name);
        else cookies.set(name, value);
      }
      const text = await response.text();
      const isJson = response.headers.get('content-type')?.includes('json') ?? false;
      return { status: response.status, headers: response.headers, body: isJson && text ? JSON.parse(text) : text };
    },
    get: (path, headers) => client.call('GET', path, undefined, headers),
    post: (path, body = {}, headers = {}) => client.call('POST', path, body, headers),
    signIn: (email, password) => client.post('/api/auth/sign-in/email', { email, password }),
  };
  return client;
}

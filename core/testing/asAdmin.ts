/** KILN_ADMIN_TOKEN of every test server. */
export const adminToken = 'kiln_the_token_of_every_test_server';

export const asAdmin = { authorization: `Bearer ${adminToken}` } as const;

/** `fetch` with the token of the administrator, unless the request brings its own. */
export function fetchAsAdmin(url: string, init: RequestInit = {}): Promise<Response> {
  const headers = new Headers(init.headers);
  if (!headers.has('authorization') && !headers.has('cookie')) headers.set('authorization', asAdmin.authorization);
  return fetch(url, { ...init, headers });
}

/** The same for requests as they go over the wire: each to the API gets the token, as its first header. */
export function rawAsAdmin(text: string): string {
  return text.replace(/\b([A-Z]{3,7} \/api\S* HTTP\/1\.1\r\n)/g, `$1Authorization: ${asAdmin.authorization}\r\n`);
}

import type { ApiRequest } from './answer.ts';

/** Origin under which the client reached Kiln, without a slash. Its Host has been checked by then. */
export function originOf({ req, client, workspace }: ApiRequest): string {
  const { url } = workspace.identity.settings;
  const host = req.headers.host ?? '';
  // A proxy may have ended TLS without telling.
  if (url !== undefined && new URL(url).host === host) return url;
  return `${client().secure ? 'https' : 'http'}://${host}`;
}

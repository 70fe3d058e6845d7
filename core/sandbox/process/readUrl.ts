import type { UrlParts, UrlRequest } from '../protocol.ts';

/** What Node makes of a URL; undefined where it is none. A part that cannot be set so stays as it was. */
export function readUrl({ href: text, base, set }: UrlRequest): UrlParts | undefined {
  const url = URL.parse(text, base);
  if (!url) return undefined;
  if (set) url[set.part] = set.to;
  const { href, origin, protocol, username, password, host, hostname, port, pathname, search, hash } = url;
  return { href, origin, protocol, username, password, host, hostname, port, pathname, search, hash };
}

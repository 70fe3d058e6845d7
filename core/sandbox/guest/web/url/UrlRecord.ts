/** A URL in its parts, as the URL Standard has them. */
export interface UrlRecord {
  scheme: string;
  username: string;
  password: string;
  /** Null: none; '' is an empty one. */
  host: string | null;
  /** Null: that of the scheme. */
  port: number | null;
  /** Text where the path is opaque, as of `mailto:`. */
  path: string[] | string;
  query: string | null;
  fragment: string | null;
}

const ports: Readonly<Record<string, number | null>> = { ftp: 21, file: null, http: 80, https: 443, ws: 80, wss: 443 };

export function isSpecial(scheme: string): boolean {
  return Object.hasOwn(ports, scheme);
}

export function defaultPort(scheme: string): number | null {
  return isSpecial(scheme) ? (ports[scheme] ?? null) : null;
}

export function newRecord(): UrlRecord {
  return { scheme: '', username: '', password: '', host: null, port: null, path: [], query: null, fragment: null };
}

export function hasOpaquePath(url: UrlRecord): boolean {
  return typeof url.path === 'string';
}

/** Neither user nor port belong there. */
export function takesNoCredentials(url: UrlRecord): boolean {
  return url.host === null || url.host === '' || url.scheme === 'file';
}

export function serializePath({ path }: UrlRecord): string {
  return typeof path === 'string' ? path : path.map((segment) => `/${segment}`).join('');
}

export function serializeUrl(url: UrlRecord, withFragment = true): string {
  let text = `${url.scheme}:`;
  if (url.host !== null) {
    text += '//';
    if (url.username !== '' || url.password !== '') {
      text += `${url.username}${url.password === '' ? '' : `:${url.password}`}@`;
    }
    text += url.host + (url.port === null ? '' : `:${url.port}`);
  } else if (Array.isArray(url.path) && url.path.length > 1 && url.path[0] === '') {
    text += '/.';
  }
  text += serializePath(url);
  if (url.query !== null) text += `?${url.query}`;
  if (withFragment && url.fragment !== null) text += `#${url.fragment}`;
  return text;
}

export function serializeOrigin(
  { scheme, host, port, path }: UrlRecord,
  parse: (text: string) => UrlRecord | undefined,
): string {
  if (scheme === 'blob' && typeof path === 'string') {
    const inner = parse(path);
    return inner && (inner.scheme === 'http' || inner.scheme === 'https') ? serializeOrigin(inner, parse) : 'null';
  }
  if (!isSpecial(scheme) || scheme === 'file') return 'null';
  return `${scheme}://${host ?? ''}${port === null ? '' : `:${port}`}`;
}

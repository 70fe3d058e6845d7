import { parseHost, type ToAscii } from './parseHost.ts';
import { controlSet, fragmentSet, pathSet, percentEncode, querySet, specialQuerySet, userinfoSet } from './percent.ts';
import { defaultPort, hasOpaquePath, isSpecial, newRecord, type UrlRecord } from './UrlRecord.ts';

/** States of the URL Standard's parser, by its names. */
export type State =
  | 'schemeStart'
  | 'scheme'
  | 'noScheme'
  | 'specialRelativeOrAuthority'
  | 'pathOrAuthority'
  | 'relative'
  | 'relativeSlash'
  | 'specialAuthoritySlashes'
  | 'specialAuthorityIgnoreSlashes'
  | 'authority'
  | 'host'
  | 'hostname'
  | 'port'
  | 'file'
  | 'fileSlash'
  | 'fileHost'
  | 'pathStart'
  | 'path'
  | 'opaquePath'
  | 'query'
  | 'fragment';

/** What a step says beside going on to the next character. */
type Step = 'failure' | 'stop' | undefined;

const end = '';

/**
 * The basic URL parser of the URL Standard (https://url.spec.whatwg.org/#concept-basic-url-parser), step by step.
 * Undefined: no URL. With `given`, changes that record, from state `override` on.
 */
export function parseUrl(
  text: string,
  toAscii: ToAscii,
  base?: UrlRecord,
  given?: UrlRecord,
  override?: State,
): UrlRecord | undefined {
  const trimmed = given ? text : text.replace(/^[\0-\x20]+/, '').replace(/[\0-\x20]+$/, '');
  const input = [...trimmed.replaceAll(/[\t\n\r]/g, '').toWellFormed()];
  const url = given ?? newRecord();
  let state: State = override ?? 'schemeStart';
  let buffer = '';
  let atSeen = false;
  let inBrackets = false;
  let passwordSeen = false;
  let at = 0;

  const special = () => isSpecial(url.scheme);
  const isEnd = (c: string) => c === end || c === '/' || c === '?' || c === '#' || (special() && c === '\\');
  const again = (next: State) => {
    state = next;
    at -= 1;
  };
  const startQuery = () => {
    url.query = '';
    state = 'query';
  };
  const startFragment = () => {
    url.fragment = '';
    state = 'fragment';
  };

  const steps: Readonly<Record<State, (c: string) => Step>> = {
    schemeStart(c) {
      if (/^[a-z]$/i.test(c)) {
        buffer += c.toLowerCase();
        state = 'scheme';
      } else if (!override) again('noScheme');
      else return 'failure';
      return undefined;
    },

    scheme(c) {
      if (/^[a-z0-9+\-.]$/i.test(c)) {
        buffer += c.toLowerCase();
        return undefined;
      }
      if (c === ':') return endScheme();
      if (override) return 'failure';
      buffer = '';
      at = -1;
      state = 'noScheme';
      return undefined;
    },

    noScheme(c) {
      if (!base || (hasOpaquePath(base) && c !== '#')) return 'failure';
      if (hasOpaquePath(base) && c === '#') {
        Object.assign(url, { ...base, fragment: '' });
        state = 'fragment';
      } else again(base.scheme === 'file' ? 'file' : 'relative');
      return undefined;
    },

    specialRelativeOrAuthority(c) {
      if (c === '/' && input[at + 1] === '/') {
        state = 'specialAuthorityIgnoreSlashes';
        at += 1;
      } else again('relative');
      return undefined;
    },

    pathOrAuthority(c) {
      if (c === '/') state = 'authority';
      else again('path');
      return undefined;
    },

    relative(c) {
      url.scheme = base?.scheme ?? '';
      if (c === '/' || (special() && c === '\\')) {
        state = 'relativeSlash';
        return undefined;
      }
      if (base) Object.assign(url, { ...base, path: copyPath(base), fragment: null });
      if (c === '?') startQuery();
      else if (c === '#') startFragment();
      else if (c !== end) {
        url.query = null;
        shorten(url);
        again('path');
      }
      return undefined;
    },

    relativeSlash(c) {
      if (special() && (c === '/' || c === '\\')) state = 'specialAuthorityIgnoreSlashes';
      else if (c === '/') state = 'authority';
      else {
        if (base) {
          const { username, password, host, port } = base;
          Object.assign(url, { username, password, host, port });
        }
        again('path');
      }
      return undefined;
    },

    specialAuthoritySlashes(c) {
      if (c === '/' && input[at + 1] === '/') {
        state = 'specialAuthorityIgnoreSlashes';
        at += 1;
      } else again('specialAuthorityIgnoreSlashes');
      return undefined;
    },

    specialAuthorityIgnoreSlashes(c) {
      if (c !== '/' && c !== '\\') again('authority');
      return undefined;
    },

    authority(c) {
      if (c === '@') {
        if (atSeen) buffer = `%40${buffer}`;
        atSeen = true;
        takeCredentials();
        buffer = '';
      } else if (isEnd(c)) {
        if (atSeen && buffer === '') return 'failure';
        at -= [...buffer].length + 1;
        buffer = '';
        state = 'host';
      } else buffer += c;
      return undefined;
    },

    host: takeHost,
    hostname: takeHost,

    port(c) {
      if (/^\d$/.test(c)) {
        buffer += c;
        return undefined;
      }
      if (!isEnd(c) && !override) return 'failure';
      if (buffer !== '') {
        const port = Number(buffer);
        if (port > 65_535) return 'failure';
        url.port = port === defaultPort(url.scheme) ? null : port;
        buffer = '';
        if (override) return 'stop';
      }
      if (override) return 'failure';
      again('pathStart');
      return undefined;
    },

    file(c) {
      url.scheme = 'file';
      url.host = '';
      if (c === '/' || c === '\\') {
        state = 'fileSlash';
        return undefined;
      }
      if (base?.scheme !== 'file') {
        again('path');
        return undefined;
      }
      Object.assign(url, { host: base.host, path: copyPath(base), query: base.query });
      if (c === '?') startQuery();
      else if (c === '#') startFragment();
      else if (c !== end) {
        url.query = null;
        if (startsWithDrive(input.slice(at))) url.path = [];
        else shorten(url);
        again('path');
      }
      return undefined;
    },

    fileSlash(c) {
      if (c === '/' || c === '\\') {
        state = 'fileHost';
        return undefined;
      }
      if (base?.scheme === 'file') {
        url.host = base.host;
        const drive = Array.isArray(base.path) ? base.path[0] : undefined;
        if (!startsWithDrive(input.slice(at)) && drive !== undefined && /^[a-z]:$/i.test(drive)) url.path = [drive];
      }
      again('path');
      return undefined;
    },

    fileHost(c) {
      if (!(c === end || c === '/' || c === '\\' || c === '?' || c === '#')) {
        buffer += c;
        return undefined;
      }
      at -= 1;
      if (!override && /^[a-z][:|]$/i.test(buffer)) {
        state = 'path';
        return undefined;
      }
      if (buffer === '') {
        url.host = '';
      } else {
        const host = parseHost(buffer, !special(), toAscii);
        if (host === undefined) return 'failure';
        url.host = host === 'localhost' ? '' : host;
        buffer = '';
      }
      if (override) return 'stop';
      state = 'pathStart';
      return undefined;
    },

    pathStart(c) {
      if (special()) {
        state = 'path';
        if (c !== '/' && c !== '\\') at -= 1;
      } else if (!override && c === '?') startQuery();
      else if (!override && c === '#') startFragment();
      else if (c !== end) {
        state = 'path';
        if (c !== '/') at -= 1;
      } else if (override && url.host === null && Array.isArray(url.path)) url.path.push('');
      return undefined;
    },

    path(c) {
      const slash = c === '/' || (special() && c === '\\');
      if (c !== end && !slash && (override || (c !== '?' && c !== '#'))) {
        buffer += percentEncode(c, pathSet);
        return undefined;
      }
      endSegment(slash);
      buffer = '';
      if (c === '?') startQuery();
      if (c === '#') startFragment();
      return undefined;
    },

    opaquePath(c) {
      if (c === '?') startQuery();
      else if (c === '#') startFragment();
      else if (c === ' ' && typeof url.path === 'string') {
        url.path += input[at + 1] === '?' || input[at + 1] === '#' ? '%20' : ' ';
      } else if (c !== end && typeof url.path === 'string') url.path += percentEncode(c, controlSet);
      return undefined;
    },

    query(c) {
      if (c !== end && (override || c !== '#')) {
        buffer += c;
        return undefined;
      }
      url.query = (url.query ?? '') + percentEncode(buffer, special() ? specialQuerySet : querySet);
      buffer = '';
      if (c === '#') startFragment();
      return undefined;
    },

    fragment(c) {
      if (c === end) return undefined;
      url.fragment = (url.fragment ?? '') + percentEncode(input.slice(at).join(''), fragmentSet);
      at = input.length - 1;
      return undefined;
    },
  };

  function endScheme(): Step {
    if (override) {
      if (isSpecial(url.scheme) !== isSpecial(buffer)) return 'stop';
      if (buffer === 'file' && (url.username !== '' || url.password !== '' || url.port !== null)) return 'stop';
      if (url.scheme === 'file' && url.host === '') return 'stop';
    }
    url.scheme = buffer;
    buffer = '';
    if (override) {
      if (url.port === defaultPort(url.scheme)) url.port = null;
      return 'stop';
    }
    if (url.scheme === 'file') state = 'file';
    else if (special()) state = base?.scheme === url.scheme ? 'specialRelativeOrAuthority' : 'specialAuthoritySlashes';
    else if (input[at + 1] === '/') {
      state = 'pathOrAuthority';
      at += 1;
    } else {
      url.path = '';
      state = 'opaquePath';
    }
    return undefined;
  }

  function takeCredentials(): void {
    for (const character of buffer) {
      if (character === ':' && !passwordSeen) passwordSeen = true;
      else if (passwordSeen) url.password += percentEncode(character, userinfoSet);
      else url.username += percentEncode(character, userinfoSet);
    }
  }

  function takeHost(c: string): Step {
    if (override && url.scheme === 'file') {
      again('fileHost');
      return undefined;
    }
    if (c === ':' && !inBrackets) {
      if (buffer === '' || override === 'hostname') return 'failure';
      const host = parseHost(buffer, !special(), toAscii);
      if (host === undefined) return 'failure';
      url.host = host;
      buffer = '';
      state = 'port';
      return undefined;
    }
    if (isEnd(c)) {
      at -= 1;
      if (special() && buffer === '') return 'failure';
      if (override && buffer === '' && (url.username !== '' || url.password !== '' || url.port !== null))
        return 'failure';
      const host = parseHost(buffer, !special(), toAscii);
      if (host === undefined) return 'failure';
      url.host = host;
      buffer = '';
      state = 'pathStart';
      return override ? 'stop' : undefined;
    }
    if (c === '[') inBrackets = true;
    if (c === ']') inBrackets = false;
    buffer += c;
    return undefined;
  }

  function endSegment(slash: boolean): void {
    if (!Array.isArray(url.path)) return;
    const dots = buffer.toLowerCase().replaceAll('%2e', '.');
    if (dots === '..') {
      shorten(url);
      if (!slash) url.path.push('');
    } else if (dots === '.') {
      if (!slash) url.path.push('');
    } else {
      if (url.scheme === 'file' && url.path.length === 0 && /^[a-z][:|]$/i.test(buffer))
        buffer = `${buffer.charAt(0)}:`;
      url.path.push(buffer);
    }
  }

  for (; at <= input.length; at += 1) {
    const step = steps[state](input[at] ?? end);
    if (step === 'failure') return undefined;
    if (step === 'stop') return url;
  }
  return url;
}

function copyPath({ path }: UrlRecord): UrlRecord['path'] {
  return Array.isArray(path) ? [...path] : path;
}

/** Takes the last segment away, but never a drive letter of a file. */
function shorten({ scheme, path }: UrlRecord): void {
  if (!Array.isArray(path)) return;
  if (scheme === 'file' && path.length === 1 && /^[a-z]:$/i.test(path[0] ?? '')) return;
  path.pop();
}

function startsWithDrive(input: readonly string[]): boolean {
  const [letter = '', colon = '', after] = input;
  return /^[a-z]$/i.test(letter) && /^[:|]$/.test(colon) && (after === undefined || /^[/\\?#]$/.test(after));
}

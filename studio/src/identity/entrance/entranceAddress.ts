/** A page that is shown before the model is known, and whether anybody is signed in does not matter. */
export type EntranceAddress =
  | { readonly page: 'signIn'; readonly to: string; readonly error: string | undefined }
  | { readonly page: 'forgot' }
  | { readonly page: 'setup' | 'welcome' | 'reset'; readonly token: string };

const links = { '/setup': 'setup', '/welcome': 'welcome', '/reset-password': 'reset' } as const;

/**
 * The page of an address; undefined: it belongs to the application. An entity may be called `setup` or `welcome`, so these are
 * such pages only with the token of a link. The others have a hyphen, which no entity's name has.
 */
export function entranceAddress(pathname: string, search: string): EntranceAddress | undefined {
  const params = new URLSearchParams(search);
  if (pathname === '/sign-in') {
    return { page: 'signIn', to: safePath(params.get('to')), error: params.get('error') ?? undefined };
  }
  if (pathname === '/forgot-password') return { page: 'forgot' };
  if (!isLink(pathname)) return undefined;
  const token = params.get('token');
  return token || pathname === '/reset-password' ? { page: links[pathname], token: token ?? '' } : undefined;
}

/** The address to sign in at, and to come back from. */
export function signInPath(to: string): string {
  return to === '/' ? '/sign-in' : `/sign-in?${new URLSearchParams({ to })}`;
}

/** A path of this application; what would lead anywhere else becomes the start page. */
export function safePath(path: string | null): string {
  if (!path?.startsWith('/')) return '/';
  const base = 'http://here.invalid';
  const url = URL.canParse(path, base) ? new URL(path, base) : undefined;
  if (url?.origin !== base) return '/';
  const found = `${url.pathname}${url.search}${url.hash}`;
  // `/.//elsewhere` is read as `//elsewhere`, which is another site.
  return found.startsWith('//') || url.pathname === '/sign-in' ? '/' : found;
}

function isLink(pathname: string): pathname is keyof typeof links {
  return Object.hasOwn(links, pathname);
}

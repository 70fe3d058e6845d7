import { createHash } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { extname, join, sep } from 'node:path';
import { answerCached, type CachedContent } from '../cachedContent.ts';
import { assetHeaders, pageHeaders } from '../securityHeaders.ts';
import { send } from '../send.ts';

interface Asset extends CachedContent {
  readonly caching: string;
}

interface Build {
  /** When index.html was written: another time is another build. */
  readonly time: number;
  readonly assets: ReadonlyMap<string, Asset>;
}

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
};
/** The name holds a hash of the content, as Vite writes it. */
const HASHED = /^\/assets\/.*-[\w-]{8}\.\w+$/;

/** Resolves to false when nothing was sent because there is nothing of the application under the path. */
export type StudioHandler = (req: IncomingMessage, res: ServerResponse, requestId: string) => Promise<boolean>;

/**
 * Serves the built browser application: its files from memory, by a lookup that cannot leave the folder, and index.html
 * for every other page that a person opens. A new build in the folder is noticed with the next page.
 */
export function createStudio(folder: string): StudioHandler {
  const forPages = pageHeaders();
  let build: Promise<Build | undefined> | undefined;

  async function current(refresh: boolean): Promise<Build | undefined> {
    const loaded = await build;
    if (loaded && !refresh) return loaded;
    const time = await writtenAt(join(folder, 'index.html'));
    if (loaded?.time === time) return loaded;
    build = time === undefined ? undefined : load(folder, time);
    return build;
  }

  return async (req, res, requestId) => {
    if (req.method !== 'GET' && req.method !== 'HEAD') return false;
    const path = (req.url ?? '/').split('?', 1)[0] ?? '/';
    const isNavigation = req.headers.accept?.includes('text/html') ?? false;
    const assets = (await current(isNavigation))?.assets;
    const asset = assets?.get(path) ?? (isNavigation ? assets?.get('/index.html') : undefined);
    const security = asset && isPart(path, asset) ? assetHeaders : forPages;
    const headers = [...security, 'X-Request-Id', requestId];
    if (asset) {
      await send(req, res, await answerCached(req, asset, asset.caching), headers);
      return true;
    }
    if (!isNavigation || assets) return false;
    const text = 'The browser application has not been built yet. Run: npm run build\n';
    await send(req, res, { status: 404, headers: ['Content-Type', 'text/plain; charset=utf-8'], body: text }, headers);
    return true;
  };
}

/** A file that a page brings with it, and which is no page itself, as an SVG is. */
function isPart(path: string, { type }: Asset): boolean {
  return HASHED.test(path) && /^(text\/javascript|text\/css|font\/)/.test(type);
}

async function writtenAt(file: string): Promise<number | undefined> {
  return stat(file).then(
    ({ mtimeMs }) => mtimeMs,
    () => undefined,
  );
}

async function load(folder: string, time: number): Promise<Build> {
  const assets = new Map<string, Asset>();
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const file = join(entry.parentPath, entry.name);
    const path = `/${file
      .slice(folder.length + 1)
      .split(sep)
      .join('/')}`;
    const content = await readFile(file);
    const tag = createHash('sha256').update(content).digest('base64url').slice(0, 22);
    const type = TYPES[extname(path)] ?? 'application/octet-stream';
    const caching = HASHED.test(path) ? 'public, max-age=31536000, immutable' : 'no-cache';
    assets.set(path, { type, tag, content, caching, encoded: new Map() });
  }
  return { time, assets };
}

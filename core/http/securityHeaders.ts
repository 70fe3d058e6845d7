import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import helmet, { type HelmetOptions } from 'helmet';

/** Name, value, name, value …: the form in which `writeHead` takes headers without copying them. */
export type RawHeaders = readonly string[];

/** Headers of pages. `unsafe-inline` styles: antd writes its styles into the page. */
export function pageHeaders(): RawHeaders {
  return headersOf({
    ...COMMON,
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        'default-src': ["'self'"],
        'script-src': ["'self'"],
        'style-src': ["'self'", "'unsafe-inline'"],
        'img-src': ["'self'", 'data:', 'blob:'],
        'font-src': ["'self'", 'data:'],
        'connect-src': ["'self'", 'ws:', 'wss:'],
        'worker-src': ["'self'"],
        'manifest-src': ["'self'"],
        'object-src': ["'none'"],
        'base-uri': ["'self'"],
        'form-action': ["'self'"],
        'frame-ancestors': ["'none'"],
      },
    },
  });
}

/**
 * Headers of scripts, styles and fonts of the application. What a page may do is said with the page: said again with
 * each of eighty files it would be a tenth of what the first visit loads.
 */
export const assetHeaders: RawHeaders = [
  ...['Cross-Origin-Resource-Policy', 'same-origin'],
  ...['X-Content-Type-Options', 'nosniff'],
];

/** Headers of API answers: data, never a page, so nothing in them may load or run. */
export function apiHeaders(): RawHeaders {
  return headersOf({
    ...COMMON,
    contentSecurityPolicy: {
      useDefaults: false,
      directives: { 'default-src': ["'none'"], 'frame-ancestors': ["'none'"], sandbox: [] },
    },
  });
}

/** Strict-Transport-Security is for the operator to say, at the proxy: a browser that heard it forgets plain HTTP. */
const COMMON: HelmetOptions = {
  strictTransportSecurity: false,
  xDownloadOptions: false,
  xXssProtection: false,
  xFrameOptions: { action: 'deny' },
};

/** Helmet's headers as a constant: they are the same for every answer, so it runs once and not per request. */
function headersOf(options: HelmetOptions): RawHeaders {
  const req = new IncomingMessage(new Socket());
  const res = new ServerResponse(req);
  helmet(options)(req, res, (error?: unknown) => {
    if (error) throw error;
  });
  return Object.entries(res.getHeaders()).flatMap(([name, value]) => [name, String(value)]);
}

import type { Logger } from 'pino';
import { KilnError } from '../errors/KilnError.ts';
import type { Metrics } from './createMetrics.ts';
import type { Exchange } from './Exchange.ts';

/** Requests that take longer are logged even when they succeed. */
const SLOW_MS = 1000;

/**
 * Counts a request and logs it: failures of the server as errors, of the client as warnings, slow ones as info, the
 * rest only at debug level. The line has the path without its query, which may hold what people search for.
 */
export function createAccessLog(log: Logger, metrics: Metrics) {
  return (exchange: Exchange, milliseconds: number, failure: unknown): void => {
    const { req, res, requestId, route } = exchange;
    const status = res.statusCode;
    const method = req.method ?? '';
    metrics.observe(method, route, status, milliseconds);
    const level = levelOf(status, milliseconds);
    if (!log.isLevelEnabled(level)) return;
    // The key in such an address is a secret.
    const path = route.includes('/:key') ? route : (req.url ?? '').split('?', 1)[0];
    const line = { requestId, method, path, status, ms: Math.round(milliseconds * 10) / 10 };
    if (failure === undefined) log[level](line, 'request');
    else if (failure instanceof KilnError && failure.cause === undefined && failure.code !== 'KILN_INTERNAL') {
      log[level]({ ...line, code: failure.code, detail: failure.message }, 'request refused');
    } else log[level]({ ...line, err: failure }, 'request failed');
  };
}

function levelOf(status: number, milliseconds: number): 'error' | 'warn' | 'info' | 'debug' {
  // 503 is a state of the server, which says so itself, and not a mistake in it.
  if (status >= 500 && status !== 503) return 'error';
  if (status >= 400) return 'warn';
  return milliseconds >= SLOW_MS ? 'info' : 'debug';
}

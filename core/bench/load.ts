import autocannon from 'autocannon';
import type { Request } from './operations.ts';
import type { RunningServer } from './servers.ts';

export interface Load {
  readonly connections: number;
  readonly seconds: number;
}

export interface Measured {
  readonly perSecond: number;
  /** milliseconds */
  readonly p50: number;
  readonly p97: number;
}

/** Sends requests for some seconds over as many connections. Throws when any answer is not a success. */
export async function load(
  { url, headers }: Pick<RunningServer, 'url' | 'headers'>,
  request: (n: number) => Request,
  { connections, seconds }: Load,
): Promise<Measured> {
  let n = Math.floor(Math.random() * 1e6);
  const result = await autocannon({
    url,
    headers: { ...headers },
    connections,
    duration: seconds,
    requests: [
      {
        setupRequest: (base) => {
          n += 1;
          const { method, path, body, token } = request(n);
          return {
            ...base,
            method,
            path,
            headers: {
              ...base.headers,
              ...(body ? { 'content-type': 'application/json' } : {}),
              ...(token ? { authorization: `Bearer ${token}` } : {}),
            },
            ...(body ? { body } : {}),
          };
        },
      },
    ],
  });
  if (result.non2xx > 0 || result.errors > 0) {
    throw new Error(`${url}: ${result.non2xx} answers were not a success, ${result.errors} requests failed`);
  }
  return {
    perSecond: result['2xx'] / result.duration,
    p50: result.latency.p50,
    p97: result.latency.p97_5,
  };
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? (sorted[middle] ?? 0) : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
}

import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { KilnError } from '../errors/KilnError.ts';
import { quoteIdent } from '../lib/quoteIdent.ts';
import { toKilnError } from './toKilnError.ts';
import type { Db } from './types.ts';

interface Subscriber {
  readonly channel: string;
  readonly onMessage: (payload: string) => void;
  readonly onGap: (() => void) | undefined;
}

export interface Listener {
  readonly listen: Db['listen'];
  close(): Promise<void>;
}

/** One connection for all channels; it exists while somebody listens. */
export function createListener(config: pg.ClientConfig): Listener {
  const subscribers = new Set<Subscriber>();
  let client: Promise<pg.Client> | undefined;
  let closed = false;

  /** Listens to every channel that has a subscriber by then. */
  async function open(): Promise<pg.Client> {
    const fresh = new pg.Client({ ...config, pipeline: true });
    fresh.on('notification', ({ channel, payload = '' }) => {
      for (const subscriber of subscribers) if (subscriber.channel === channel) subscriber.onMessage(payload);
    });
    // 'end' follows; without a listener, 'error' would be thrown.
    fresh.on('error', () => undefined);
    await fresh.connect();
    for (const channel of new Set([...subscribers].map((subscriber) => subscriber.channel))) {
      await fresh.query(`listen ${quoteIdent(channel)}`);
    }
    fresh.once('end', () => {
      if (!closed && subscribers.size > 0) client = reopen();
    });
    return fresh;
  }

  async function reopen(): Promise<pg.Client> {
    for (let pause = 50; ; pause = Math.min(pause * 2, 5_000)) {
      await sleep(pause);
      if (closed || subscribers.size === 0)
        throw new KilnError('KILN_UNAVAILABLE', { detail: 'Nobody listens any more.' });
      try {
        const fresh = await open();
        for (const { onGap } of subscribers) onGap?.();
        return fresh;
      } catch {
        // The database is away: the next try is later.
      }
    }
  }

  async function endConnection(): Promise<void> {
    const last = client;
    client = undefined;
    await last?.then((open) => open.end()).catch(() => undefined);
  }

  return {
    async listen(channel, onMessage, onGap) {
      if (closed) throw new KilnError('KILN_UNAVAILABLE', { detail: 'The server is stopping.' });
      const subscriber: Subscriber = { channel, onMessage, onGap };
      subscribers.add(subscriber);
      try {
        client ??= open();
        await (await client).query(`listen ${quoteIdent(channel)}`);
      } catch (error) {
        subscribers.delete(subscriber);
        if (subscribers.size === 0) await endConnection();
        throw toKilnError(error);
      }
      return async () => {
        if (!subscribers.delete(subscriber)) return;
        if (subscribers.size === 0) return endConnection();
        if ([...subscribers].some((other) => other.channel === channel)) return;
        await client?.then((open) => open.query(`unlisten ${quoteIdent(channel)}`)).catch(() => undefined);
      };
    },
    async close() {
      closed = true;
      subscribers.clear();
      await endConnection();
    },
  };
}

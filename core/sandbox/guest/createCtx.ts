import type { Json } from '../../lib/json.ts';
import type { CallContextMessage } from '../protocol.ts';
import type { Ask, OptionsOf } from './Ask.ts';
import { createLog } from './createLog.ts';
import { createRecords } from './createRecords.ts';
import { fetchHttp, type RequestOptions } from './fetchHttp.ts';
import { frozen } from './frozen.ts';
import type { RunningCall } from './RunningCall.ts';
import { toJson } from './toJson.ts';

export interface GuestSettings {
  readonly config: unknown;
  readonly texts: Readonly<Record<string, string>>;
}

/**
 * The first argument of everything that a plugin has: `Ctx` of kiln:sdk. It only forwards: what it is given is looked at
 * on the other side.
 */
export function createCtx(call: RunningCall, context: CallContextMessage, { config, texts }: GuestSettings): object {
  const ask: Ask = async (asked) => {
    try {
      return await call.ask(toJson(asked));
    } catch (error) {
      // Made where the answer arrived; here it knows who of the plugin waits for it.
      if (error instanceof Error) Error.captureStackTrace(error);
      throw error;
    }
  };
  return Object.freeze({
    actor: frozen(context.actor),
    locale: context.locale,
    now: new Date(context.now),
    timeZone: context.timeZone,
    requestId: context.requestId,
    idempotencyKey: context.idempotencyKey,
    config,
    records: (entity: string) => createRecords(ask, 'actor', entity),
    own: Object.freeze({ records: (entity: string) => createRecords(ask, 'plugin', entity) }),
    fetch: (url: string | URL, options?: RequestOptions) => fetchHttp(ask, url, options),
    secrets: Object.freeze({ get: (name: string) => ask({ do: 'secrets.get', name }) }),
    kv: Object.freeze({
      get: (key: string) => ask({ do: 'kv.get', key }),
      set: (key: string, value: Json, options: OptionsOf<'kv.set', 'key' | 'value'> = {}) =>
        ask({ do: 'kv.set', key, value, ...options }),
      increment: (key: string, by = 1, options: OptionsOf<'kv.increment', 'key' | 'by'> = {}) =>
        ask({ do: 'kv.increment', key, by, ...options }),
      delete: (key: string) => ask({ do: 'kv.delete', key }),
      list: (options: OptionsOf<'kv.list'> = {}) => ask({ do: 'kv.list', ...options }),
    }),
    schedule: Object.freeze({
      at: async (when: Date | string, job: string, input: Json = null, options: { key?: string } = {}) =>
        ask({ do: 'schedule.at', at: new Date(when).toISOString(), job, input, ...options }),
      cancel: (key: string) => ask({ do: 'schedule.cancel', key }),
    }),
    log: createLog(call),
    services: Object.freeze({
      call: (plugin: string, name: string, input: Json = null) => ask({ do: 'services.call', plugin, name, input }),
    }),
    emit: async (event: string, data: Json = null) => void (await ask({ do: 'emit', event, data })),
    t: (text: string, values: Readonly<Record<string, string | number>> = {}) => filled(texts, text, values),
  });
}

function filled(
  texts: GuestSettings['texts'],
  text: string,
  values: Readonly<Record<string, string | number>>,
): string {
  const words = Object.hasOwn(texts, text) ? (texts[text] ?? text) : text;
  return words.replaceAll(/\{(\w+)\}/g, (whole, name: string) =>
    Object.hasOwn(values, name) ? String(values[name]) : whole,
  );
}

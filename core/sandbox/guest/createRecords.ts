import { isObject, type Json, type JsonObject } from '../../lib/json.ts';
import type { Ask, OptionsOf } from './Ask.ts';

type FindOptions = OptionsOf<'records.find'>;

/** `ctx.records(entity)`: each method is one host call, `first` and `each` are made of `find`. */
export function createRecords(ask: Ask, as: 'actor' | 'plugin', entity: string): object {
  async function find(options: FindOptions = {}): Promise<JsonObject> {
    const page = await ask({ do: 'records.find', as, entity, ...options });
    return isObject(page) ? page : {};
  }

  async function* each(options: FindOptions = {}): AsyncGenerator<Json> {
    let after: string | undefined;
    do {
      const { data, next }: JsonObject = await find({ limit: 200, ...options, ...(after ? { after } : {}) });
      if (Array.isArray(data)) yield* data;
      after = typeof next === 'string' ? next : undefined;
    } while (after);
  }

  return Object.freeze({
    get: (id: string, options: OptionsOf<'records.get', 'id'> = {}) =>
      ask({ do: 'records.get', as, entity, id, ...options }),
    find,
    async first(options: FindOptions = {}) {
      const { data } = await find({ ...options, limit: 1 });
      return (Array.isArray(data) ? data[0] : undefined) ?? null;
    },
    each,
    async create(values: JsonObject | JsonObject[]) {
      const made = await ask({ do: 'records.create', as, entity, values });
      return Array.isArray(values) && isObject(made) ? (made.data ?? []) : made;
    },
    update: (id: string, values: JsonObject, options: OptionsOf<'records.update', 'id' | 'values'> = {}) =>
      ask({ do: 'records.update', as, entity, id, values, ...options }),
    async delete(id: string, options: OptionsOf<'records.delete', 'id'> = {}) {
      await ask({ do: 'records.delete', as, entity, id, ...options });
    },
    async aggregate(options: OptionsOf<'records.aggregate'>) {
      const answer = await ask({ do: 'records.aggregate', as, entity, ...options });
      return isObject(answer) ? (answer.data ?? []) : [];
    },
  });
}

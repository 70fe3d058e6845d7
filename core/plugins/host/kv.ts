import { KilnError } from '../../errors/KilnError.ts';
import type { Json } from '../../lib/json.ts';
import type { CallOf } from './CallOf.ts';
import { type HostScope, notGranted } from './HostScope.ts';

const mostKeys = 10_000;
/** Of a value as JSON, in UTF-16 units. */
const longestValue = 65_536;

const isLive = '(expires_at is null or expires_at > now())';
const expiry = `now() + $4::double precision * interval '1 s'`;

/** The value, null where there is none. In the transaction of the call, as all here. */
export async function getKey(scope: HostScope, { key }: CallOf<'kv.get'>): Promise<Json> {
  const [row] = await open(scope).query({
    text: `select value from kiln.plugin_kv where plugin = $1 and key = $2 and ${isLive}`,
    values: [scope.plugin.id, key],
  });
  return row?.[0] ? JSON.parse(row[0]) : null;
}

/** True; false where `ifAbsent` found a value, or one that is not `expected`. */
export async function setKey(scope: HostScope, call: CallOf<'kv.set'>): Promise<Json> {
  const { key, value, ttlSeconds = null, ifAbsent = false, expected } = call;
  const text = JSON.stringify(value);
  if (text.length > longestValue) throw tooLarge(`A value has at most ${longestValue} characters as JSON.`);
  const run = open(scope);
  const { id } = scope.plugin;
  if (expected !== undefined && expected !== null) {
    const [changed] = await run.query({
      text: `update kiln.plugin_kv set value = $3::json, version = version + 1, expires_at = ${expiry}
        where plugin = $1 and key = $2 and ${isLive} and value::jsonb = $5::jsonb returning 1`,
      values: [id, key, text, ttlSeconds, JSON.stringify(expected)],
    });
    return changed !== undefined;
  }
  const onlyNew = ifAbsent || expected === null ? `where not (k.expires_at is null or k.expires_at > now())` : '';
  const rows = await run.query({
    text: `insert into kiln.plugin_kv as k (plugin, key, value, expires_at)
      select $1, $2, $3::json, ${expiry} where ${hasRoom}
      on conflict (plugin, key) do update
        set value = excluded.value, version = k.version + 1, expires_at = excluded.expires_at ${onlyNew}
      returning 1`,
    values: [id, key, text, ttlSeconds],
  });
  if (rows.length > 0) return true;
  if (onlyNew && (await getKey(scope, { do: 'kv.get', key })) !== null) return false;
  throw full();
}

/** The sum. One statement: of many at the same time, none is lost. */
export async function incrementKey(scope: HostScope, call: CallOf<'kv.increment'>): Promise<Json> {
  const { key, by, ttlSeconds = null } = call;
  const [row] = await open(scope).query({
    text: `insert into kiln.plugin_kv as k (plugin, key, value, expires_at)
      select $1, $2, to_json($3::numeric), ${expiry} where ${hasRoom}
      on conflict (plugin, key) do update set
        value = case when ${live('k')} then to_json((k.value #>> '{}')::numeric + $3::numeric) else excluded.value end,
        version = k.version + 1,
        expires_at = case when ${live('k')} and $4::double precision is null then k.expires_at else excluded.expires_at end
      where not ${live('k')} or json_typeof(k.value) = 'number'
      returning value`,
    values: [scope.plugin.id, key, by, ttlSeconds],
  });
  if (row?.[0]) return JSON.parse(row[0]);
  if ((await getKey(scope, { do: 'kv.get', key })) === null) throw full();
  throw new KilnError('KILN_BAD_REQUEST', { detail: `The value of '${key}' is no number.` });
}

/** True where there was a value. */
export async function deleteKey(scope: HostScope, { key }: CallOf<'kv.delete'>): Promise<Json> {
  const [row] = await open(scope).query({
    text: `delete from kiln.plugin_kv where plugin = $1 and key = $2 returning ${isLive}`,
    values: [scope.plugin.id, key],
  });
  return row?.[0] === 't';
}

/** `{data: [{key, value}], next}` in the order of keys; `next` goes on as `after`. */
export async function listKeys(scope: HostScope, call: CallOf<'kv.list'>): Promise<Json> {
  const { prefix = '', after = '', limit = 100 } = call;
  const rows = await open(scope).query({
    text: `select key, value from kiln.plugin_kv
      where plugin = $1 and starts_with(key, $2) and key collate "C" > $3 and ${isLive} order by key collate "C" limit $4`,
    values: [scope.plugin.id, prefix, after, limit + 1],
  });
  const data = rows.slice(0, limit).map(([key, value]) => ({ key: key ?? '', value: JSON.parse(value ?? 'null') }));
  return { data, next: rows.length > limit ? (data.at(-1)?.key ?? null) : null };
}

function open(scope: HostScope) {
  if (!scope.plugin.granted.kv) throw notGranted(scope, 'a store of its own (kv)');
  return scope.ctx.run;
}

function live(alias: string): string {
  return `(${alias}.expires_at is null or ${alias}.expires_at > now())`;
}

/** Keys that are there already are not counted. */
const hasRoom = `(exists (select from kiln.plugin_kv where plugin = $1 and key = $2)
  or (select count(*) from (select from kiln.plugin_kv where plugin = $1 limit ${mostKeys}) as c) < ${mostKeys})`;

function full(): KilnError {
  return tooLarge(`A plugin keeps at most ${mostKeys} keys.`);
}

function tooLarge(detail: string): KilnError {
  return new KilnError('KILN_TOO_LARGE', { detail });
}

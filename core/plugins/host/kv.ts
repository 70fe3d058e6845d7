import type { Queryable, Statement, TextRow } from '../../db/types.ts';
import { KilnError } from '../../errors/KilnError.ts';
import type { Json } from '../../lib/json.ts';
import type { CallOf } from './CallOf.ts';
import { type HostScope, notGranted } from './HostScope.ts';

const mostKeys = 10_000;
/** Keys before the limit from which on new ones come one after the other. More than calls can be under way at once. */
const margin = 500;
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
  const row = await insert(scope, key, (most) => ({
    text: `insert into kiln.plugin_kv as k (plugin, key, value, expires_at)
      select $1, $2, $3::json, ${expiry} where ${hasRoom(most)}
      on conflict (plugin, key) do update
        set value = excluded.value, version = k.version + 1, expires_at = excluded.expires_at ${onlyNew}
      returning 1`,
    values: [id, key, text, ttlSeconds],
  }));
  return row !== undefined;
}

/** The sum. One statement: of many at the same time, none is lost. */
export async function incrementKey(scope: HostScope, call: CallOf<'kv.increment'>): Promise<Json> {
  const { key, by, ttlSeconds = null } = call;
  open(scope);
  const row = await insert(scope, key, (most) => ({
    text: `insert into kiln.plugin_kv as k (plugin, key, value, expires_at)
      select $1, $2, to_json($3::numeric), ${expiry} where ${hasRoom(most)}
      on conflict (plugin, key) do update set
        value = case when ${live('k')} then to_json((k.value #>> '{}')::numeric + $3::numeric) else excluded.value end,
        version = k.version + 1,
        expires_at = case when ${live('k')} and $4::double precision is null then k.expires_at else excluded.expires_at end
      where not ${live('k')} or json_typeof(k.value) = 'number'
      returning value`,
    values: [scope.plugin.id, key, by, ttlSeconds],
  }));
  if (row?.[0]) return JSON.parse(row[0]);
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
function hasRoom(most: number): string {
  return `(exists (select from kiln.plugin_kv where plugin = $1 and key = $2)
    or (select count(*) from (select from kiln.plugin_kv where plugin = $1 limit ${most}) as c) < ${most})`;
}

/**
 * Runs a statement that may add a key; undefined where the key is there and the statement leaves it. Near the limit
 * one waits for the other, so that all count what is there.
 */
async function insert(
  scope: HostScope,
  key: string,
  statement: (most: number) => Statement,
): Promise<TextRow | undefined> {
  const [row] = await scope.ctx.run.query(statement(mostKeys - margin));
  if (row || (await isThere(scope, scope.ctx.run, key))) return row;
  return scope.ctx.inTx(async ({ run }) => {
    await run.query({ text: lockSql, values: [scope.plugin.id] });
    await run.query({ text: expiredSql, values: [scope.plugin.id] });
    const [added] = await run.query(statement(mostKeys));
    if (added || (await isThere(scope, run, key))) return added;
    throw full();
  });
}

/** Whether there is a value. Throws where there is none, and no room for one. */
async function isThere({ plugin }: HostScope, run: Queryable, key: string): Promise<boolean> {
  const [row] = await run.query({ text: isThereSql, values: [plugin.id, key] });
  if (row?.[0] === null) throw full();
  return row?.[0] === 't';
}

function full(): KilnError {
  return tooLarge(`A plugin keeps at most ${mostKeys} keys.`);
}

/** True, false, or null where it is full. */
const isThereSql = `select case
  when exists (select from kiln.plugin_kv where plugin = $1 and key = $2 and ${isLive}) then true
  when (select count(*) from (select from kiln.plugin_kv where plugin = $1 and ${isLive} limit ${mostKeys}) as c)
    < ${mostKeys} then false end`;
const expiredSql = 'delete from kiln.plugin_kv where plugin = $1 and expires_at <= now()';
const lockSql = `select pg_advisory_xact_lock(hashtext('kiln.plugin_kv'), hashtext($1))`;

function tooLarge(detail: string): KilnError {
  return new KilnError('KILN_TOO_LARGE', { detail });
}

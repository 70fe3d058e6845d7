import type { Ctx } from '../context/types.ts';
import { wordedFault } from '../errors/fault.ts';
import { type Fault, KilnError } from '../errors/KilnError.ts';
import type { Entity } from '../model/types.ts';
import { isUuid } from '../query/bind.ts';
import { parseLimit } from '../query/parseList.ts';
import { requestLimits } from '../query/requestLimits.ts';
import { readableChanges } from './readableChanges.ts';
import { entryColumnsSql, type StoredEntry, toStoredEntry } from './storedEntry.ts';
import { type ApiEntry, toApiEntry } from './toApiEntry.ts';

/** All as text, as it comes from a query. */
export interface AuditParams {
  readonly actor?: string;
  /** Name of an entity. */
  readonly entity?: string;
  readonly record?: string;
  /** Several between commas. */
  readonly action?: string;
  readonly via?: string;
  /** ISO 8601; from this on, and before that. */
  readonly from?: string;
  readonly to?: string;
  readonly search?: string;
  readonly limit?: string;
  readonly after?: string;
}

export interface Page {
  readonly data: readonly ApiEntry[];
  readonly next: string | null;
}

/** Entries, the latest first. Throws KILN_BAD_QUERY with every parameter that is wrong. */
export async function listAudit(ctx: Ctx, params: AuditParams): Promise<Page> {
  const { conditions, values } = parseFilter(ctx, params);
  return page(ctx, params, conditions, values);
}

/**
 * Entries about one record and its line items, the latest first, with the fields that the actor may read; without the
 * system right `audit` only changes. Where the id was that of another record, which was purged, they begin after that.
 * That they may read the record has been looked at before.
 */
export async function history(
  ctx: Ctx,
  entity: Entity,
  id: string,
  params: Pick<AuditParams, 'limit' | 'after'>,
): Promise<Page> {
  const own = `(e.entity = $1 and e.record = $2::uuid or e.parent_entity = $1 and e.parent = $2::uuid)`;
  // Who looked at it, was refused, or has a share of it is not for everybody who may read it.
  const shown = ctx.access.mayUse('audit')
    ? []
    : [`e.action in ('created', 'updated', 'deleted', 'restored', 'purged')`];
  return page(ctx, params, [own, ownSql, ...shown], [entity.id, id], { onlyReadable: true });
}

/** Who may read the record may not have been allowed to read the one that had its id before. */
const ownSql = `coalesce((e.tx, e.seq) > (
  select p.tx, p.seq from audit.entry as p
  where p.record = $2::uuid and p.entity = $1 and p.action = 'purged' and exists (
    select from audit.entry as c where c.record = $2::uuid and c.entity = $1 and c.action = 'created'
      and (c.tx, c.seq) > (p.tx, p.seq))
  order by p.tx desc, p.seq desc limit 1
), true)`;

async function page(
  ctx: Ctx,
  params: Pick<AuditParams, 'limit' | 'after'>,
  conditions: readonly string[],
  values: readonly unknown[],
  { onlyReadable = false } = {},
): Promise<Page> {
  const faults: Fault[] = [];
  const limit = parseLimit(params.limit, requestLimits.page, requestLimits.defaultPage, faults);
  const after = cursorOf(params.after, faults);
  if (faults.length > 0) throw new KilnError('KILN_BAD_QUERY', { errors: faults });
  const args = [...values];
  const where = [...conditions];
  if (after) {
    args.push(after.tx, after.seq);
    where.push(`(e.tx, e.seq) < ($${args.length - 1}::text::xid8, $${args.length}::bigint)`);
  }
  args.push(limit + 1);
  const rows = await ctx.run.query({
    text: `select ${entryColumnsSql} from audit.entry as e ${where.length > 0 ? `where ${where.join(' and ')}` : ''} order by e.tx desc, e.seq desc limit $${args.length}::integer`,
    values: args,
    readOnly: true,
  });
  const entries = rows.slice(0, limit).map(toStoredEntry);
  const last = rows.length > limit ? entries.at(-1) : undefined;
  return { data: await toApi(ctx, entries, onlyReadable), next: last ? encodeCursor(last) : null };
}

/** Entries in the words of the API. `onlyReadable` leaves out those about records that the actor may not read. */
export async function toApi(ctx: Ctx, entries: readonly StoredEntry[], onlyReadable: boolean): Promise<ApiEntry[]> {
  const readable = await readableChanges(ctx, entries);
  const byId = new Map([...ctx.model.entities.values()].map((entity) => [entity.id, entity]));
  return entries
    .filter(({ entity, record }) => !onlyReadable || readable.record(entity ?? '', record ?? ''))
    .map((entry) => toApiEntry(byId, entry, readable));
}

/** The filter as SQL over `e`, with its values. Throws KILN_BAD_QUERY. */
export function parseFilter(ctx: Ctx, params: AuditParams): { conditions: string[]; values: unknown[] } {
  const faults: Fault[] = [];
  const conditions: string[] = [];
  const values: unknown[] = [];
  const add = (condition: (placeholder: string) => string, value: unknown) => {
    conditions.push(condition(`$${values.push(value)}`));
  };
  const wrong = (pointer: string, message: string) => void faults.push(wordedFault(pointer, 'other', message));
  for (const name of ['actor', 'record'] as const) {
    const value = params[name];
    if (value === undefined) continue;
    if (isUuid(value)) add((at) => `e.${name} = ${at}::uuid`, value);
    else wrong(name, 'Must be an id.');
  }
  if (params.entity !== undefined) {
    const entity = ctx.access.model.entities.get(params.entity);
    if (entity) add((at) => `e.entity = ${at}`, entity.id);
    else wrong('entity', 'There is no such entity.');
  }
  for (const name of ['action', 'via'] as const) {
    const value = params[name];
    if (value !== undefined) add((at) => `e.${name} = any(${at}::text[])`, value.split(','));
  }
  for (const [name, operator] of [
    ['from', '>='],
    ['to', '<'],
  ] as const) {
    const value = params[name];
    if (value === undefined) continue;
    const time = /^\d{4}-\d\d-\d\d/.test(value) ? new Date(value) : undefined;
    if (time && !Number.isNaN(time.getTime()))
      add((at) => `e.at ${operator} ${at}::timestamp with time zone`, time.toISOString());
    else wrong(name, 'Must be a time such as 2026-01-31T00:00:00Z.');
  }
  const search = params.search?.trim();
  if (search) {
    if (search.length > 200) wrong('search', 'Must have at most 200 characters.');
    const pattern = `%${search.replaceAll(/[\\%_]/g, (character) => `\\${character}`)}%`;
    const texts = [
      'e.actor_name',
      'e.request_id',
      'e.details::text',
      ...(ctx.access.unlimited ? ['e.changes::text', 'e.snapshot::text'] : []),
    ];
    add((at) => `(${texts.map((text) => `${text} ilike ${at}`).join(' or ')})`, pattern);
  }
  if (faults.length > 0) throw new KilnError('KILN_BAD_QUERY', { errors: faults });
  return { conditions, values };
}

/** The last entry of a page, by the order of the list. */
function encodeCursor({ tx, seq }: StoredEntry): string {
  return Buffer.from(`${tx} ${seq}`).toString('base64url');
}

function cursorOf(given: string | undefined, faults: Fault[]): { tx: string; seq: string } | undefined {
  if (given === undefined) return undefined;
  const text = Buffer.from(given, 'base64url').toString();
  const [, tx, seq] = /^(\d{1,18}) (\d{1,18})$/.exec(text) ?? [];
  if (tx !== undefined && seq !== undefined) return { tx, seq };
  faults.push(wordedFault('after', 'other', 'Must be a cursor from `next`.'));
  return undefined;
}

import type { Ctx } from '../../context/types.ts';
import { KilnError } from '../../errors/KilnError.ts';
import { isObject, type Json, type JsonObject } from '../../lib/json.ts';
import type { Entity } from '../../model/types.ts';
import { isUuid } from '../../query/bind.ts';
import { get } from '../../records/get.ts';
import { resolvePeople } from '../resolvePeople.ts';
import { managersOf } from './managersOf.ts';

export interface About {
  /** Who asks. */
  readonly requester: string | null;
  readonly record: { readonly entity: Entity; readonly id: string } | undefined;
}

/**
 * Ids of those who are named, each once, in that order: as resolvePeople takes them, `{"user": id}`, `{"field": name}`,
 * whom a field of the record names, and `{"manager": levels, "of"?: user}`, the managers above a user (whoever asks,
 * when nothing is said), the nearest first.
 */
export async function approversOf(ctx: Ctx, asked: Json | undefined, about: About): Promise<string[]> {
  const found: string[] = [];
  for (const each of Array.isArray(asked) ? asked.flat() : [asked ?? null]) {
    found.push(...(isObject(each) ? await named(ctx, each, about) : await resolvePeople(ctx, each)));
  }
  return [...new Set(found)];
}

async function named(ctx: Ctx, asked: JsonObject, { requester, record }: About): Promise<string[]> {
  if (asked.manager !== undefined) {
    const of = asked.of ?? requester;
    return typeof of === 'string' && isUuid(of) ? managersOf(ctx, of, Number(asked.manager)) : [];
  }
  if (asked.user !== undefined) return resolvePeople(ctx, asked.user);
  if (typeof asked.field !== 'string') return resolvePeople(ctx, asked);
  if (!record) throw new KilnError('KILN_STEP_FAILED', { detail: 'There is no record whose field names somebody.' });
  const { entity, id } = record;
  const values: JsonObject = JSON.parse(await get(ctx.sudo(), entity.name, id, { select: `id,${asked.field}` }));
  const value = values[asked.field] ?? null;
  return resolvePeople(ctx, (Array.isArray(value) ? value : [value]).map(idIn));
}

/** A relation is read with what stands for its record. */
function idIn(value: Json): Json {
  return isObject(value) ? (value.id ?? null) : value;
}

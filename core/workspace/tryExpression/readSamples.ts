import type { Ctx } from '../../context/types.ts';
import { check } from '../../expressions/check.ts';
import { compileExpression } from '../../expressions/compileExpression.ts';
import { namesIn } from '../../expressions/namesIn.ts';
import { toJson } from '../../expressions/toJson.ts';
import { isObject, type Json, type JsonObject } from '../../lib/json.ts';
import { entityScope, recordScope } from '../../model/scope.ts';
import { list } from '../../records/list.ts';
import { noteSensitiveList } from '../../records/noteSensitive.ts';
import type { DraftEntities } from './draftEntities.ts';

/** A record in the words of the draft, as far as an expression reads it. */
export interface Sample {
  readonly id: string;
  readonly title: string;
  readonly record: JsonObject;
}

const most = 5;

/** Relations that are followed; a selection goes no deeper. */
const deepest = 4;

/**
 * The newest records of the entity that the actor may read, with what the expression reads of them and of related ones.
 */
export async function readSamples(ctx: Ctx, draft: DraftEntities, entity: string, source: string): Promise<Sample[]> {
  const stored = draft.storedEntity(entity);
  const known = ctx.access.model.entities.get(stored ?? '');
  if (!known) return [];
  const reading = new Reading(ctx, draft);
  reading.add(entity, source);
  const select = ['id', known.display, ...reading.select(entity, 0)].join(',');
  const text = await list(ctx, known.name, { select, limit: String(most) });
  noteSensitiveList(ctx, known.name, select, text);
  const page: { data: JsonObject[] } = JSON.parse(text);
  return page.data.map((row) => {
    const title = row[known.display] ?? row.id;
    return { id: String(row.id), title: String(title), record: reading.record(entity, row, 0) };
  });
}

/** What an expression reads, by entity, and the records with that in the words of the draft. */
class Reading {
  readonly #ctx: Ctx;
  readonly #draft: DraftEntities;
  readonly #members = new Map<string, Set<string>>();

  constructor(ctx: Ctx, draft: DraftEntities) {
    this.#ctx = ctx;
    this.#draft = draft;
  }

  /** A formula that the draft has made or changed is computed, so what it reads is read as well. */
  add(entity: string, source: string): void {
    for (const { field, value } of namesIn(source, entityScope(this.#draft.entities, entity))) {
      const owner = field.of ?? entity;
      const members = this.#members.get(owner) ?? new Set<string>();
      this.#members.set(owner, members);
      if (value !== undefined || members.has(field.name)) continue;
      members.add(field.name);
      const formula = this.#newFormula(owner, field.name);
      if (formula !== undefined) this.add(owner, formula);
    }
  }

  select(entity: string, depth: number): string[] {
    return [...(this.#members.get(entity) ?? [])].flatMap((member) => {
      const column = this.#stored(entity, member);
      if (column === undefined) return [];
      const target = this.#target(entity, member);
      if (target === undefined) return [column];
      return depth < deepest ? [`${column}(${['id', ...this.select(target, depth + 1)].join(',')})`] : [];
    });
  }

  record(entity: string, row: JsonObject, depth: number): JsonObject {
    const record: JsonObject = { id: row.id ?? null };
    const members = [...(this.#members.get(entity) ?? [])];
    for (const member of members) {
      const column = this.#stored(entity, member);
      const value = column === undefined ? undefined : row[column];
      if (value !== undefined) record[member] = this.#value(entity, member, value, depth);
    }
    for (const member of members) this.#compute(entity, member, record, 0);
    return record;
  }

  #value(entity: string, member: string, value: Json, depth: number): Json {
    const target = this.#target(entity, member);
    if (target === undefined || depth >= deepest) return value;
    const nested = (each: Json) => (isObject(each) ? this.record(target, each, depth + 1) : each);
    return Array.isArray(value) ? value.map(nested) : nested(value);
  }

  /** Those that it uses come first. */
  #compute(entity: string, member: string, record: JsonObject, depth: number): void {
    const source = this.#newFormula(entity, member);
    if (source === undefined || Object.hasOwn(record, member) || depth > deepest) return;
    const result = check(source, recordScope(this.#draft.entities, entity));
    if (!result.ok) return;
    for (const path of result.expression.uses) this.#compute(entity, path.split('.')[0] ?? '', record, depth + 1);
    const value = compileExpression(result.expression)(record, { now: new Date() });
    record[member] = toJson(value, result.expression.type);
  }

  /** What is computed of records otherwise in the draft has no value there. */
  #stored(entity: string, member: string): string | undefined {
    const stored = this.#draft.storedMember(entity, member);
    const of = this.#ctx.access.model.entities.get(this.#draft.storedEntity(entity) ?? '');
    const field = of?.fields.get(stored ?? '');
    if (stored === undefined || !of || !(field || of.inverses.has(stored))) return undefined;
    if (this.#newFormula(entity, member) !== undefined) return undefined;
    const rollup = this.#field(entity, member)?.schema['x-rollup'];
    const isSame = JSON.stringify(field?.schema['x-rollup']) === JSON.stringify(rollup);
    return field && !isSame ? undefined : stored;
  }

  #newFormula(entity: string, member: string): string | undefined {
    const source = this.#field(entity, member)?.schema['x-formula'];
    const of = this.#ctx.model.entities.get(this.#draft.storedEntity(entity) ?? '');
    const was = of?.fields.get(this.#draft.storedMember(entity, member) ?? '')?.schema['x-formula'];
    return source === was ? undefined : source;
  }

  #field(entity: string, member: string) {
    return this.#draft.entities.get(entity)?.fields.get(member);
  }

  /** The entity that a member leads to, in the draft and in the records. */
  #target(entity: string, member: string): string | undefined {
    const of = this.#draft.entities.get(entity);
    const field = of?.fields.get(member);
    const leads = field?.relation?.kind === 'polymorphic' ? undefined : field?.relation?.targets[0];
    const target = leads ?? field?.children?.entity ?? of?.inverses.get(member)?.entity;
    if (target === undefined) return undefined;
    const stored = this.#ctx.access.model.entities.get(this.#draft.storedEntity(entity) ?? '');
    const name = this.#draft.storedMember(entity, member) ?? '';
    const now = stored?.fields.get(name);
    const isRelated =
      stored?.inverses.has(name) || now?.children || (now?.relation && now.relation.kind !== 'polymorphic');
    return isRelated ? target : undefined;
  }
}

import { auditedFields, snapshotSql } from '../audit/changesSql.ts';
import { entrySql, rowColumns } from '../audit/entrySql.ts';
import type { Ctx } from '../context/types.ts';
import type { Plan } from '../db/Plan.ts';
import { quoteIdent } from '../lib/quoteIdent.ts';
import type { Entity } from '../model/types.ts';
import { createSqlBuilder } from '../query/createSqlBuilder.ts';
import { tableOf } from '../query/entitySql.ts';
import { rowAllowed } from '../query/rowAllowed.ts';
import type { SqlBuilder } from '../query/SqlBuilder.ts';
import { answerSql } from './answerSql.ts';
import { eventSql } from './eventSql.ts';
import { relationValue } from './relationValue.ts';
import { requireSql } from './requireSql.ts';
import { triggerSql } from './triggerSql.ts';
import { linesUnlockedSql } from './unlockedSql.ts';

/**
 * Inserts one record without autoNumbers with its entry in the audit, and returns it as JSON text. Arguments: the
 * values of `columns`, in order, which include the id. Plain parameters cost Postgres about a fifth less than one JSON
 * parameter (core/bench, create).
 */
export function insertOnePlan(ctx: Ctx, entity: Entity, columns: readonly string[], how: InsertHow): Plan {
  const { right, quiet } = how;
  return ctx.plans.get(`insert one ${entity.name} ${insertShape(columns, how)}`, () => {
    const builder = createSqlBuilder(ctx);
    const types = columnTypes(entity);
    const values = columns.map((name, index) => {
      const value = builder.params.add({ from: 'argument', index }, types.get(name) ?? 'text');
      return relationValue(builder, entity, name, value);
    });
    const actor = builder.params.add({ from: 'actor', property: 'id' }, 'uuid');
    const names = ['created_at', 'updated_at', 'created_by', 'updated_by', ...columns].map(quoteIdent).join(', ');
    const fields = auditedFields(entity).filter((field) => field.columns.some(({ name }) => columns.includes(name)));
    const kept = snapshotSql(builder, entity, fields, { after: 't' });
    const text = [
      `with t as (insert into ${tableOf(entity)} as t (${names})`,
      `values (${['now()', 'now()', actor, actor, ...values].join(', ')}) returning ${rowColumns(entity, 't')}),`,
      `_entry as (${entrySql(builder, entity, { action: 'created', from: 't', alias: 't', ...kept })})`,
      `${eventSql(ctx, builder, entity, 'created')}${quiet ? '' : triggerSql(ctx, builder, entity, 'created')}`,
      `select ${answerSql(ctx, builder, entity, 't')} from t${mayCreate(builder, entity, right)}`,
    ].join(' ');
    return { text, sources: builder.params.sources };
  });
}

/** That the records are created by right, and not as part of another; `fields`: what the client gave of them. */
export interface CreateRight {
  readonly fields: readonly string[];
}

export interface InsertHow {
  readonly right: CreateRight | undefined;
  /** Starts no workflow: see createWhole. */
  readonly quiet: boolean;
}

/** By which such plans are told apart, besides their entity. */
export function insertShape(columns: readonly string[], { right, quiet }: InsertHow): string {
  return `${columns.join(',')} ${right?.fields.join(',')}${quiet ? ' quiet' : ''}`;
}

/** WHERE of the answer, behind the insert into `t`. */
export function mayCreate(builder: SqlBuilder, entity: Entity, right: CreateRight | undefined): string {
  const required = right && requireSql(rowAllowed(builder, entity, 'create', 't', right));
  const unlocked = linesUnlockedSql(builder, entity, { alias: 't' });
  const conditions = [required, unlocked].filter((condition) => condition !== undefined);
  return conditions.length === 0 ? '' : ` where ${conditions.join(' and ')}`;
}

/** Postgres types of the entity's columns, by name. */
export function columnTypes(entity: Entity): ReadonlyMap<string, string> {
  return new Map([...entity.fields.values()].flatMap((field) => field.columns.map(({ name, type }) => [name, type])));
}

import { auditedFields, changesSql } from '../audit/changesSql.ts';
import { entrySql, rowColumns } from '../audit/entrySql.ts';
import type { Ctx } from '../context/types.ts';
import type { Plan } from '../db/Plan.ts';
import { quoteIdent } from '../lib/quoteIdent.ts';
import type { Entity, Right } from '../model/types.ts';
import { createSqlBuilder } from '../query/createSqlBuilder.ts';
import { tableOf, visible } from '../query/entitySql.ts';
import { andReadable } from '../query/readable.ts';
import { rowAllowed } from '../query/rowAllowed.ts';
import type { SqlBuilder } from '../query/SqlBuilder.ts';
import { answerSql } from './answerSql.ts';
import { columnTypes } from './insertOnePlan.ts';
import { ownerAllowed } from './ownerAllowed.ts';
import { relationValue } from './relationValue.ts';
import { requireSql } from './requireSql.ts';

export interface UpdatePlanOptions {
  /** Only the expected version is changed. */
  readonly versioned: boolean;
  /** No entry in the audit where nothing differs. */
  readonly partial: boolean;
  /** Names of the fields that the client gave, where rights limit it. */
  readonly given: readonly string[];
}

/**
 * Changes a record, writes its entry in the audit, and returns it as JSON text, with its version. Arguments: the values of
 * `columns`, in order, then the id, then the expected version.
 */
export function updatePlan(
  ctx: Ctx,
  entity: Entity,
  columns: readonly string[],
  { versioned, partial, given }: UpdatePlanOptions,
): Plan {
  const shape = `update ${entity.name} ${versioned ? 1 : 0}${partial ? 1 : 0} ${columns.join(',')} ${given.join(',')}`;
  return ctx.plans.get(shape, () => {
    const builder = createSqlBuilder(ctx);
    const types = columnTypes(entity);
    const argument = (index: number, type: string) => builder.params.add({ from: 'argument', index }, type);
    const set = [
      ...columns.map((name, index) => {
        const value = argument(index, types.get(name) ?? 'text');
        const unless = `${value} = t.${quoteIdent(name)}`;
        return `${quoteIdent(name)} = ${relationValue(builder, entity, name, value, { unless })}`;
      }),
      'version = t.version + 1',
      'updated_at = now()',
      `updated_by = ${builder.params.add({ from: 'actor', property: 'id' }, 'uuid')}`,
    ];
    const where = [`t.id = ${argument(columns.length, 'uuid')}`, `${visible('t')}${andReadable(builder, entity, 't')}`];
    if (versioned) where.push(`t.version = ${argument(columns.length + 1, 'integer')}`);
    const fields = auditedFields(entity).filter((field) => field.columns.some(({ name }) => columns.includes(name)));
    const changes = changesSql(builder, entity, fields, { before: '_old', after: 't' });
    const [from, what] = partial
      ? [`(select t.*, ${changes} as _changes from t, _old) as t where _changes <> '{}'`, '_changes']
      : ['t, _old', changes];
    const rights = updateRights(builder, entity, given);
    const text = [
      // Locked before it is read: what another change has written meanwhile is then what this one has found.
      `with _old as (select ${['t.id', ...fields.flatMap((field) => field.columns).map(({ name }) => `t.${quoteIdent(name)}`), ...rights.before].join(', ')}`,
      `from ${tableOf(entity)} as t where ${where.join(' and ')} for no key update),`,
      `t as (update ${tableOf(entity)} as t set ${set.join(', ')} from _old where t.id = _old.id${rights.checked} returning ${rowColumns(entity, 't')}),`,
      `_entry as (${entrySql(builder, entity, { action: 'updated', from, alias: 't', changes: what })})`,
      `select ${answerSql(ctx, builder, entity, 't')}, t.version from t${rights.after}`,
    ].join(' ');
    return { text, sources: builder.params.sources };
  });
}

/**
 * What the actor's rights add to the statement. The row must allow the change before it, and after it, too, so that nobody gives a
 * record away into where they have no right; unless it may be given away as it was. Nor takes over what was shared with them.
 */
function updateRights(
  builder: SqlBuilder,
  entity: Entity,
  given: readonly string[],
): { readonly before: readonly string[]; readonly checked: string; readonly after: string } {
  const required = requireSql(rowAllowed(builder, entity, 'update', 't', { fields: given }));
  const before = required === undefined ? [] : [`${required} as _may`];
  const checked = required === undefined ? '' : ' and _old._may';
  const { access } = builder;
  const isAlways = (right: Right) =>
    access
      ?.entity(entity.name)
      .grants(right)
      .some(({ when }) => when === true);
  if (!access || isAlways('update') || isAlways('transfer')) return { before, checked, after: '' };
  const transfer = rowAllowed(builder, entity, 'transfer', 't');
  const after = `_old._transfer or ${rowAllowed(builder, entity, 'update', 't')}`;
  const owner = given.includes('ownerId') ? ownerAllowed(builder, entity, 't') : undefined;
  const isOwner = `_old._disposes or t.owner_id is not distinct from _old._owner`;
  return {
    before: [
      ...before,
      `coalesce(${transfer}, false) as _transfer`,
      ...(owner === undefined ? [] : [`coalesce(${owner}, false) as _disposes`, 't.owner_id as _owner']),
    ],
    checked,
    after: `, _old where ${requireSql(owner === undefined ? after : `(${isOwner}) and (${after})`)}`,
  };
}

import { wordedFault } from '../errors/fault.ts';
import { KilnError } from '../errors/KilnError.ts';
import type { SqlParam, SqlRows, SqlScope, SqlValue } from '../expressions/SqlScope.ts';
import { toSql } from '../expressions/toSql.ts';
import type { CelType } from '../expressions/types.ts';
import { quoteIdent, quoteLiteral } from '../lib/quoteIdent.ts';
import { sqlLiteral } from '../migrations/sqlLiteral.ts';
import { actorFields } from '../model/actorFields.ts';
import { actorType, fieldType } from '../model/scope.ts';
import type { Entity, Field, Rollup } from '../model/types.ts';
import { tableOf, visible } from './entitySql.ts';
import { followPath } from './followPath.ts';
import { andReadable, asShown, fieldReadable, inClear } from './readable.ts';
import { referringRows, relatedRows } from './relatedRows.ts';
import type { SqlBuilder } from './SqlBuilder.ts';
import { sqlTypeOf, sqlTypeOfCel } from './sqlType.ts';

export interface RecordScopeOptions {
  /** How literals enter the statement. Absent: written into its text, for expressions of the model itself. */
  readonly param?: (value: SqlParam, type: string) => string;
  /** Follow relations by joins that the whole statement shares; else by subselects where they stand. */
  readonly joins?: boolean;
  /** How many lists of records the record stands in. */
  readonly level?: number;
}

/** Each level multiplies the rows that Postgres may have to look at. */
const mostLevels = 3;

/** What an expression over a record of `entity` finds in SQL, where `alias` names the record's row. */
export function recordScope(
  builder: SqlBuilder,
  entity: Entity,
  alias: string,
  options: RecordScopeOptions = {},
): SqlScope {
  const param = options.param ?? ((value, type) => sqlLiteral(value, type));
  return {
    path: (path) => actorValue(builder, path) ?? recordValue(builder, entity, alias, path, options.joins ?? false),
    each: (path) => rowsBehind(builder, entity, alias, path, options),
    param,
    now: 'now()',
  };
}

function actorValue({ model, params }: SqlBuilder, path: readonly string[]): SqlValue | undefined {
  const [root, property = 'id', ...rest] = path;
  const known = root === 'actor' && rest.length === 0 ? actorType(model.entities) : undefined;
  const type = known?.kind === 'object' ? known.fields(property) : undefined;
  if (!type) return undefined;
  if (property === 'id') return { sql: params.actor(property, 'uuid'), type, stored: 'uuid', nullable: false };
  if (type.kind === 'list') return { sql: params.actor(property, 'uuid[]'), type, stored: 'uuid[]', nullable: false };
  const field = actorFields(model.entities).get(property);
  if (field?.columns[0]?.type === 'uuid') return { sql: params.actor(property, 'uuid'), type, stored: 'uuid' };
  return {
    sql: params.actor(property, sqlTypeOfCel(type)),
    type,
    nullable: property !== 'name' && property !== 'kind',
  };
}

function recordValue(
  builder: SqlBuilder,
  entity: Entity,
  alias: string,
  path: readonly string[],
  joins: boolean,
): SqlValue | undefined {
  const [name, ...rest] = path;
  const field = name === undefined ? undefined : entity.fields.get(name);
  if (!field) return undefined;
  if (rest.length === 0) return ownValue(builder, entity, field, alias, joins);
  if (field.relation?.kind === 'polymorphic') return referenceValue(builder, entity, field, alias, rest);
  if (!field.relation) return rest.length === 1 ? memberValue(builder, entity, field, alias, rest[0] ?? '') : undefined;
  const target =
    field.relation?.kind === 'one' ? builder.model.entities.get(field.relation.targets[0] ?? '') : undefined;
  if (!target) return undefined;
  if (joins) {
    const end = followPath(builder, entity, alias, [field.name]);
    const value = recordValue(builder, end.entity, end.alias, rest, true);
    return value && { ...value, nullable: true };
  }
  const inner = builder.alias();
  const value = recordValue(builder, target, inner, rest, false);
  if (!value) return undefined;
  const id = columnSql(builder, entity, field, alias);
  const from = `${tableOf(target)} ${inner} where ${inner}.id = ${id} and ${visible(inner)}${andReadable(builder, target, inner)}`;
  return { ...value, sql: `(select ${value.sql} from ${from})`, nullable: true };
}

function ownValue(
  builder: SqlBuilder,
  entity: Entity,
  field: Field,
  alias: string,
  inCondition: boolean,
): SqlValue | undefined {
  if (field.children || field.relation?.kind === 'many') return undefined;
  const type = fieldType(builder.model.entities, field);
  const nullable = !field.required || fieldReadable(builder, entity, field, alias) !== undefined;
  // Conditions compare its blind index, see sealLiterals; a formula, whose value is shown, sees the mask like
  // everybody.
  const index = inCondition && field.type.name === 'encrypted' ? field.columns[1] : undefined;
  if (index) return { sql: columnSql(builder, entity, field, alias, index.name), type, nullable };
  if (field.relation) return { sql: columnSql(builder, entity, field, alias), type, stored: 'uuid', nullable };
  // A file stands for its id.
  const id = memberValue(builder, entity, field, alias, 'id');
  if (id) return id;
  const sql = fieldSql(builder, entity, field, alias);
  return field.columns[0]?.type === 'uuid' ? { sql, type, stored: 'uuid', nullable } : { sql, type, nullable };
}

/** A member of an address, a name, a place or a file. */
function memberValue(
  builder: SqlBuilder,
  entity: Entity,
  field: Field,
  alias: string,
  name: string,
): SqlValue | undefined {
  const type = fieldType(builder.model.entities, field);
  return type.kind === 'object' ? jsonMember(type, columnSql(builder, entity, field, alias), name) : undefined;
}

function jsonMember(type: CelType, json: string, name: string): SqlValue | undefined {
  const member = type.kind === 'object' ? type.fields(name) : undefined;
  if (!member) return undefined;
  const text = `(${json} ->> ${quoteLiteral(name)})`;
  if (member.kind === 'string') return { sql: text, type: member };
  return { sql: `${text}::${sqlTypeOfCel(member)}`, type: member };
}

/**
 * `about.id` and `about.entity` of a polymorphic relation. The column keeps the entity's x-id, people know its name.
 */
function referenceValue(
  builder: SqlBuilder,
  entity: Entity,
  field: Field,
  alias: string,
  rest: readonly string[],
): SqlValue | undefined {
  const type = { kind: 'string' } as const;
  if (rest.length !== 1) return undefined;
  if (rest[0] === 'id') return { sql: columnSql(builder, entity, field, alias), type, stored: 'uuid' };
  if (rest[0] !== 'entity') return undefined;
  return { sql: inClear(builder, entity, field, alias, entityNameSql(builder, field, alias)), type };
}

/** A column of a field in its own form, where it is read in clear; else null. */
function columnSql(
  builder: SqlBuilder,
  entity: Entity,
  field: Field,
  alias: string,
  column: string = field.column,
): string {
  const sql = inClear(builder, entity, field, alias, `${alias}.${quoteIdent(column)}`);
  return sql.startsWith('case ') ? `(${sql})` : sql;
}

/** SQL of the name of the entity that a polymorphic relation points at. */
function entityNameSql(builder: SqlBuilder, field: Field, alias: string): string {
  const column = `${alias}.${quoteIdent(`${field.column}_entity`)}`;
  const renamed = (field.relation?.targets ?? [])
    .map((name) => builder.model.entities.get(name))
    .filter((target) => target !== undefined && target.id !== target.name);
  if (renamed.length === 0) return column;
  const cases = renamed.map(
    (target) => `when ${quoteLiteral(target?.id ?? '')} then ${quoteLiteral(target?.name ?? '')}`,
  );
  return `case ${column} ${cases.join(' ')} else ${column} end`;
}

/** Rows of a to-many relation of the record, for `contacts.exists(c, …)` and its like. */
function rowsBehind(
  builder: SqlBuilder,
  entity: Entity,
  alias: string,
  path: readonly string[],
  options: RecordScopeOptions,
): SqlRows | undefined {
  const level = (options.level ?? 0) + 1;
  // Expressions of the model itself, which take no parameters, are the administrator's own.
  if (options.param && level > mostLevels) throw tooDeep(path);
  const [name = '', ...rest] = path;
  const field = entity.fields.get(name);
  if (rest.length > 0) return field && rowsBehindOne(builder, entity, field, alias, rest, options);
  const rows = builder.alias();
  const found = relatedRows(builder, entity, alias, name, rows);
  if (!found) return field && itemsOf(builder, entity, field, alias);
  return {
    from: found.from,
    scope: (variable) => {
      const inside = recordScope(builder, found.entity, rows, { ...options, joins: false, level });
      return {
        ...inside,
        path: (each) => {
          if (each[0] !== variable) return undefined;
          if (each.length > 1) return inside.path(each.slice(1));
          return { sql: `${rows}.id`, type: { kind: 'string' }, stored: 'uuid', nullable: false };
        },
        each: (each) => (each[0] === variable && inside.each ? inside.each(each.slice(1)) : undefined),
      };
    },
  };
}

function tooDeep(path: readonly string[]): KilnError {
  const message = `'${path.join('.')}' are records inside more than ${mostLevels} other lists of records.`;
  return new KilnError('KILN_TOO_EXPENSIVE', { errors: [wordedFault('', 'other', message)] });
}

/** The rows behind the record that a relation to one leads to, which stands before them in the FROM. */
function rowsBehindOne(
  builder: SqlBuilder,
  entity: Entity,
  field: Field,
  alias: string,
  rest: readonly string[],
  options: RecordScopeOptions,
): SqlRows | undefined {
  const { relation } = field;
  const target = relation?.kind === 'one' ? builder.model.entities.get(relation.targets[0] ?? '') : undefined;
  if (!target) return undefined;
  const one = builder.alias();
  const found = rowsBehind(builder, target, one, rest, options);
  const id = columnSql(builder, entity, field, alias);
  const points = `${one}.id = ${id} and ${visible(one)}${andReadable(builder, target, one)}`;
  return found && { ...found, from: `${tableOf(target)} ${one} cross join ${found.from} and ${points}` };
}

/** The items of a field that holds several objects, such as files. */
function itemsOf(builder: SqlBuilder, entity: Entity, field: Field, alias: string): SqlRows | undefined {
  const type = fieldType(builder.model.entities, field);
  if (type.kind !== 'list' || type.of.kind !== 'object') return undefined;
  const { of } = type;
  const rows = builder.alias();
  const member = (name = 'id') => jsonMember(of, `${rows}.item`, name);
  return {
    from: `jsonb_array_elements(${columnSql(builder, entity, field, alias)}) ${rows} (item) where true`,
    scope: (variable) => ({
      path: ([first, ...names]) => (first === variable && names.length < 2 ? member(names[0]) : undefined),
      param: (value, type) => sqlLiteral(value, type),
      now: 'now()',
    }),
  };
}

/** SQL of a field's value, as the API shows it to the actor, in the row that `alias` names. */
export function fieldSql(builder: SqlBuilder, entity: Entity, field: Field, alias: string): string {
  return asShown(builder, entity, field, alias, (whole) =>
    valueSql(whole ? builder.everything() : builder, entity, field, alias),
  );
}

function valueSql(builder: SqlBuilder, entity: Entity, field: Field, alias: string): string {
  if (field.rollup) return rollupSql(builder, entity, field.rollup, alias);
  if (field.formula && !field.formula.stored) {
    const complete = builder.model.entities.get(entity.name) ?? entity;
    // As its column would be, if it had one: a uuid is a text, an amount has its digits.
    return `(${toSql(field.formula.expression, recordScope(builder, complete, alias), 'value')})::${sqlTypeOf(field)}`;
  }
  if (field.relation?.kind === 'many') return linkedIds(field, alias);
  if (field.relation?.kind === 'polymorphic') {
    const id = `${alias}.${quoteIdent(field.column)}`;
    const name = entityNameSql(builder, field, alias);
    return `case when ${pointsSql(builder, field, alias)} then json_build_object('entity', ${name}, 'id', ${id}) end`;
  }
  const read = field.type.read;
  const column = (name: string) => `${alias}.${quoteIdent(name)}`;
  return read ? read((spec) => column(spec.name), field.schema, field.column) : column(field.column);
}

/** True where a polymorphic relation points at a record of an entity that the actor sees. */
function pointsSql({ model, access }: SqlBuilder, { column, relation }: Field, alias: string): string {
  if (!access) return `${alias}.${quoteIdent(column)} is not null`;
  const ids = (relation?.targets ?? [])
    .filter((name) => access.model.entities.has(name))
    .map((name) => quoteLiteral(model.entities.get(name)?.id ?? ''));
  return ids.length === 0 ? 'false' : `${alias}.${quoteIdent(`${column}_entity`)} in (${ids.join(', ')})`;
}

function linkedIds(field: Field, alias: string): string {
  const table = `data.${quoteIdent(field.relation?.joinTable ?? '')}`;
  return `(select coalesce(json_agg(l.target order by l.position), '[]') from ${table} l where l.source = ${alias}.id)`;
}

function rollupSql(builder: SqlBuilder, entity: Entity, rollup: Rollup, alias: string): string {
  const rows = builder.alias();
  const child = builder.model.entities.get(rollup.entity);
  const found = referringRows(builder, entity, alias, rollup, rows);
  if (!child || !found) throw new Error(`${entity.name} has a rollup over nothing`);
  const scope = recordScope(builder.everything(), child, rows);
  const where = rollup.where ? ` and ${toSql(rollup.where, scope, 'condition')}` : '';
  return `(select ${measureSql(builder, child, rollup, rows)} from ${found.from}${where})`;
}

function measureSql(builder: SqlBuilder, child: Entity, rollup: Rollup, rows: string): string {
  if (rollup.measure === 'count') return 'count(*)';
  const field = child.fields.get(rollup.of ?? '');
  if (!field) throw new Error(`${child.name} has no field '${rollup.of}'`);
  const own = fieldSql(builder, child, field, rows);
  // Postgres has no least or greatest uuid.
  const value = sqlTypeOf(field) === 'uuid' ? `${own}::text` : own;
  if (rollup.measure !== 'sum') return `${rollup.measure}(${value})`;
  const zero = sqlTypeOf(field) === 'interval' ? "interval '0'" : '0';
  return `coalesce(sum(${value}), ${zero})`;
}

import type { SqlParam, SqlValue } from '../expressions/SqlScope.ts';
import { toSql } from '../expressions/toSql.ts';
import { quoteIdent } from '../lib/quoteIdent.ts';
import type { Entity, Field } from '../model/types.ts';
import type { ColumnShape, GeneratedShape } from './shape.ts';
import { sqlLiteral } from './sqlLiteral.ts';

type Naming = (field: Field) => string;

/** What a stored formula's column is computed from; undefined for all other fields. */
export function generatedColumn(entity: Entity, field: Field): GeneratedShape | undefined {
  const { formula } = field;
  const type = field.columns[0]?.type;
  if (!formula?.stored || type === undefined) return undefined;
  return named((naming) => {
    const value = toSql(
      formula.expression,
      {
        path: (path) => columnValue(entity, path, naming),
        param: (literal: SqlParam, paramType: string) => sqlLiteral(literal, paramType),
        // A stored formula does not look at the clock; were it to, Postgres would refuse the column.
        now: 'now()',
      },
      'value',
    );
    return `(${value})::${type}`;
  });
}

function columnValue(entity: Entity, path: readonly string[], naming: Naming): SqlValue | undefined {
  const field = path.length === 1 ? entity.fields.get(path[0] ?? '') : undefined;
  const column = field?.columns[0];
  if (!field || !column || field.formula) return undefined;
  return {
    sql: naming(field),
    type: field.type.celType(field.schema),
    nullable: !field.required,
    ...(column.type === 'uuid' ? { stored: 'uuid' } : {}),
  };
}

/** The columns that search looks into. */
export function searchColumns(entity: Entity): ColumnShape[] {
  const { short, long } = entity.search;
  return [
    ...searchColumn('search_short', 'text', 'kiln.search_text', short),
    ...searchColumn('search_long', 'tsvector', 'kiln.search_vector', long),
  ];
}

function searchColumn(name: string, type: string, call: string, fields: readonly Field[]): ColumnShape[] {
  if (fields.length === 0) return [];
  const generated = named((naming) => `${call}(${searchedText(fields, naming)})`);
  return [{ id: `$${name}`, name, field: name, fieldType: '', type, notNull: false, generated }];
}

/** SQL of the text that is searched in. */
export function searchedText(fields: readonly Field[], columnOf: (field: Field) => string): string {
  const texts = fields.map((field) => `coalesce(${field.type.searchText?.(columnOf(field)) ?? columnOf(field)}, '')`);
  return texts.join(" || ' ' || ");
}

/** Once with the columns' names, for Postgres, and once with what never changes about them, to compare. */
function named(write: (naming: Naming) => string): GeneratedShape {
  return {
    sql: write((field) => quoteIdent(field.column)),
    key: write((field) => `{${field.id}:${field.columns[0]?.type}:${field.type.name}}`),
  };
}

import { compileExpression } from '../../../expressions/compileExpression.ts';
import type { Json } from '../../../lib/json.ts';
import { snakeCase } from '../../../lib/snakeCase.ts';
import { checkedExpression } from '../../checkedExpression.ts';
import { actorScope, recordScope, writtenType } from '../../scope.ts';
import { titleOf } from '../../title.ts';
import type { Entity, Field, Formula, Relation, Rollup } from '../../types.ts';
import { compileTransitions } from './compileTransitions.ts';
import { joinTable } from './identifiers.ts';
import type { EntityOutline, EntityOutlines, FieldOutline } from './outline.ts';
import { parseRollup } from './parseRollup.ts';

interface FieldContext {
  readonly field: FieldOutline;
  readonly outline: EntityOutline;
  readonly outlines: EntityOutlines;
  readonly table: string;
  /** Set when the entity is line items. */
  readonly parent: Entity['parent'];
  readonly formula: Formula | undefined;
}

export function compileField(context: FieldContext): Field {
  const { field, outline, outlines, formula } = context;
  const { name, schema, type, system } = field;
  const column = snakeCase(name);
  const children = schema['x-children'];
  const relation = compileRelation(context);
  const rollup = compileRollup(field, outlines);
  const columns = formula && !formula.stored ? [] : type.columns(schema, column);
  return {
    id: schema['x-id'] ?? name,
    name,
    title: schema.title ?? titleOf(name),
    type,
    schema,
    system: system !== undefined,
    required: system?.required ?? outline.document.required?.includes(name) ?? false,
    computed: system ? system.writable !== true : type.computed === true || schema.readOnly === true,
    column,
    columns,
    ...(relation ? { relation } : {}),
    ...(children ? { children: { entity: children.entity, field: children.field } } : {}),
    ...(rollup ? { rollup } : {}),
    ...(formula ? { formula } : {}),
    ...(schema['x-transitions'] ? { transitions: compileTransitions(field, outline, outlines) } : {}),
    ...defaults(field, outlines),
  };
}

function compileRelation({ field, outline, table, parent }: FieldContext): Relation | undefined {
  const spec = field.schema['x-relation'];
  if (!spec || !field.relation) return undefined;
  const { kind, targets } = field.relation;
  const isRequired = outline.document.required?.includes(field.name) ?? false;
  const fallback = parent?.field === field.name ? 'cascade' : isRequired ? 'restrict' : 'setNull';
  return {
    kind,
    targets,
    onDelete: spec.onDelete ?? fallback,
    ...(spec.add === false ? { add: spec.add } : {}),
    ...(spec.inverse === undefined ? {} : { inverse: spec.inverse }),
    ...(kind === 'many' ? { joinTable: joinTable(table, field.name) } : {}),
  };
}

function compileRollup({ schema }: FieldOutline, outlines: EntityOutlines): Rollup | undefined {
  const spec = schema['x-rollup'];
  const rollup = spec && parseRollup(spec);
  if (!rollup) return undefined;
  if (spec.where === undefined) return rollup;
  return { ...rollup, where: checkedExpression(spec.where, recordScope(outlines, rollup.entity), 'bool') };
}

type Defaults = Pick<Field, 'defaultValue' | 'defaultExpression' | 'evaluateDefault'>;

function defaults(field: FieldOutline, outlines: EntityOutlines): Defaults {
  const value: Json | undefined = field.schema.default;
  const source = field.schema['x-default'];
  if (source !== undefined) {
    const expression = checkedExpression(source, actorScope(outlines), writtenType(outlines, field).kind);
    return { defaultExpression: expression, evaluateDefault: compileExpression(expression) };
  }
  return value === undefined || value === null ? {} : { defaultValue: value };
}

import { type CheckedExpression, check } from '../../../expressions/check.ts';
import { isImmutable } from '../../../expressions/isImmutable.ts';
import { usesMacro } from '../../../expressions/usesMacro.ts';
import { recordScope } from '../../scope.ts';
import type { EntityOutline, EntityOutlines, FieldOutline } from './outline.ts';

/** True when a formula can be a generated column. One that is wrong counts too: it is reported for what is wrong. */
export function isStoredFormula({ schema }: FieldOutline, outline: EntityOutline, outlines: EntityOutlines): boolean {
  const result = check(schema['x-formula'] ?? '', recordScope(outlines, outline.name));
  return !result.ok || isStored(result.expression, outline);
}

/**
 * True when Postgres can keep the value: it depends on nothing but own columns that are not generated themselves, and
 * needs no subselect.
 */
export function isStored(expression: CheckedExpression, outline: EntityOutline): boolean {
  return (
    isImmutable(expression) && !usesMacro(expression) && expression.uses.every((path) => isPlainColumn(outline, path))
  );
}

function isPlainColumn({ fields }: EntityOutline, path: string): boolean {
  const field = fields.get(path);
  if (field === undefined || field.schema['x-formula'] !== undefined || field.type.read !== undefined) return false;
  const type = field.type.celType(field.schema);
  // What stands in such a column is JSON, which only a read takes apart.
  if (type.kind === 'object' || (type.kind === 'list' && type.of.kind === 'object')) return false;
  return field.type.columns(field.schema, path).length === 1;
}

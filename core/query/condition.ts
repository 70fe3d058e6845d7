import type { Ctx } from '../context/types.ts';
import { KilnError } from '../errors/KilnError.ts';
import { type CheckedExpression, check } from '../expressions/check.ts';
import { expressionShape } from '../expressions/expressionShape.ts';
import type { SqlParam } from '../expressions/SqlScope.ts';
import { toSql } from '../expressions/toSql.ts';
import { entityScope } from '../model/scope.ts';
import type { Entity } from '../model/types.ts';
import { recordScope } from './recordScope.ts';
import { requestLimits } from './requestLimits.ts';
import type { SqlBuilder } from './SqlBuilder.ts';
import { sealLiterals } from './sealLiterals.ts';

/** A request's condition, checked against an entity. */
export interface Condition {
  readonly expression: CheckedExpression;
  /** Equal for conditions that differ only in their literals. */
  readonly shape: string;
  readonly literals: readonly SqlParam[];
}

/** Throws KILN_BAD_EXPRESSION with every problem and its place. `parameter` names it in the answer. */
export function parseCondition({ model, vault }: Ctx, entity: Entity, source: string, parameter = 'where'): Condition {
  if (source.length > requestLimits.where) {
    const message = `is longer than ${requestLimits.where} characters`;
    throw new KilnError('KILN_BAD_EXPRESSION', {
      detail: `${parameter} ${message}.`,
      errors: [{ pointer: parameter, message }],
    });
  }
  const checked = check(source, entityScope(model.entities, entity.name), 'bool');
  const result = checked.ok ? sealLiterals(model, entity, checked.expression, vault) : checked;
  if (!result.ok) {
    const errors = result.problems.map((problem) => ({
      pointer: parameter,
      message: `${problem.message} (at ${problem.start + 1})`,
    }));
    throw new KilnError('KILN_BAD_EXPRESSION', { detail: `${parameter}: ${errors[0]?.message ?? ''}`, errors });
  }
  const { shape, values } = expressionShape(result.expression);
  return { expression: result.expression, shape, literals: values };
}

/** The condition as SQL over the row that `alias` names. Its literals become parameters, counted in order. */
export function conditionSql(builder: SqlBuilder, entity: Entity, alias: string, condition: Condition): string {
  let index = 0;
  const param = (_value: SqlParam, type: string) => {
    const placeholder = builder.params.add({ from: 'literal', index, type }, type);
    index += 1;
    return placeholder;
  };
  return toSql(condition.expression, recordScope(builder, entity, alias, { param, joins: true }), 'condition');
}

import type { Ctx } from '../context/types.ts';
import type { ErrorCode } from '../errors/codes.ts';
import { wordedFault } from '../errors/fault.ts';
import { KilnError } from '../errors/KilnError.ts';
import { type CheckedExpression, check } from '../expressions/check.ts';
import { expressionShape } from '../expressions/expressionShape.ts';
import type { SqlParam } from '../expressions/SqlScope.ts';
import { toSql } from '../expressions/toSql.ts';
import type { FilledCondition } from '../expressions/types.ts';
import { entityScope } from '../model/scope.ts';
import type { Entity } from '../model/types.ts';
import { recordScope } from './recordScope.ts';
import { requestLimits } from './requestLimits.ts';
import type { SqlBuilder } from './SqlBuilder.ts';
import { sealLiterals } from './sealLiterals.ts';

/** A request's condition, checked against an entity. */
export interface Condition {
  /** Where it stands in the request. */
  readonly parameter: string;
  readonly expression: CheckedExpression;
  /** Equal for conditions that differ only in their literals. */
  readonly shape: string;
  readonly literals: readonly SqlParam[];
}

/** Throws KILN_BAD_EXPRESSION with every problem and its place. `parameter` names it in the answer. */
export function parseCondition(
  { model, access, vault }: Ctx,
  entity: Entity,
  source: string | FilledCondition,
  parameter = 'where',
): Condition {
  if ((typeof source === 'string' ? source : source.cel).length > requestLimits.where) {
    throw refused(parameter, [`A condition has at most ${requestLimits.where} characters.`]);
  }
  const checked = check(source, entityScope(access.model.entities, entity.name), 'bool');
  const result = checked.ok ? sealLiterals(model, entity, checked.expression, vault) : checked;
  if (!result.ok) {
    throw refused(
      parameter,
      result.problems.map((problem) => `${problem.message} (at ${problem.start + 1})`),
    );
  }
  const { expression } = result;
  const { shape, values } = inSql(parameter, () => expressionShape(expression));
  return { parameter, expression, shape, literals: values };
}

/** The condition as SQL over the row that `alias` names. Its literals become parameters, counted in order. */
export function conditionSql(builder: SqlBuilder, entity: Entity, alias: string, condition: Condition): string {
  let index = 0;
  const param = (_value: SqlParam, type: string) => {
    const placeholder = builder.params.add({ from: 'literal', index, type }, type);
    index += 1;
    return placeholder;
  };
  const scope = recordScope(builder, entity, alias, { param, joins: true });
  return inSql(condition.parameter, () => toSql(condition.expression, scope, 'condition'));
}

/** What SQL cannot do with an expression is told of the parameter that holds it. */
function inSql<T>(parameter: string, f: () => T): T {
  try {
    return f();
  } catch (error) {
    if (!(error instanceof KilnError)) throw error;
    const messages = error.errors.map(({ message }) => message);
    throw refused(parameter, messages, error.code);
  }
}

function refused(parameter: string, messages: readonly string[], code: ErrorCode = 'KILN_BAD_EXPRESSION'): KilnError {
  const errors = messages.map((message) => wordedFault(parameter, 'other', message));
  return new KilnError(code, { detail: `${parameter}: ${messages[0] ?? ''}`, errors });
}

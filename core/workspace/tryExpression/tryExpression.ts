import type { Ctx } from '../../context/types.ts';
import { KilnError } from '../../errors/KilnError.ts';
import { inEnglish, type Said } from '../../errors/said.ts';
import { type CheckedExpression, check } from '../../expressions/check.ts';
import { compileExpression, type Variables } from '../../expressions/compileExpression.ts';
import { toJson } from '../../expressions/toJson.ts';
import { sqlProblems } from '../../expressions/toSql.ts';
import type { ExpressionProblem, Scope } from '../../expressions/types.ts';
import type { Json } from '../../lib/json.ts';
import { actorVariable } from '../../model/actorVariable.ts';
import type { Words } from '../../model/references/types.ts';
import { actorScope, entityScope, ownScope, recordScope } from '../../model/scope.ts';
import { sealedProblems } from '../../model/sealedProblems.ts';
import type { Workspace } from '../types.ts';
import { draftEntities } from './draftEntities.ts';
import type { Trial, Use } from './parseTry.ts';
import { readSamples, type Sample } from './readSamples.ts';

/** Offsets are UTF-16 units. */
interface TrialProblem extends Said {
  readonly from: number;
  readonly to: number;
}

export interface TrialAnswer {
  /** Kind of the result's type; null where the expression is wrong. */
  readonly type: string | null;
  readonly problems: readonly TrialProblem[];
  /** Of at most five records that the actor may read, the newest first; a default has one of nobody's record. */
  readonly results: readonly { readonly id: string; readonly title: string; readonly value: Json }[];
}

/**
 * What an expression would be and give: its type, what is wrong with it, and its values for records that are there.
 * Fields that only the draft has are null.
 */
export async function tryExpression(workspace: Workspace, ctx: Ctx, trial: Trial): Promise<TrialAnswer> {
  const { entity, expression: source, expects, on } = trial;
  const draft = draftEntities(ctx.model, workspace.models.current().layers, trial.changes);
  if (!draft.entities.has(entity)) {
    throw new KilnError('KILN_NOT_FOUND', { detail: `There is no entity '${entity.slice(0, 60)}'.` });
  }
  const result = check(source, scopeOf(draft.entities, entity, on), expects ?? (isCondition(on) ? 'bool' : undefined));
  if (!result.ok) return { type: null, problems: result.problems.map(toProblem), results: [] };
  const { expression } = result;
  const unfit = [
    ...(on === 'formula' || on === 'where' ? sqlProblems(expression) : []),
    ...(on === 'where' ? [] : sealedProblems(expression.root)),
  ];
  if (unfit.length > 0) return { type: expression.type.kind, problems: unfit.map(toProblem), results: [] };
  const samples = on === 'default' ? [nobodys(ctx)] : await readSamples(ctx, draft, entity, source);
  return { type: expression.type.kind, ...evaluate(expression, samples, ctx) };
}

/** A default knows who asks, and no record. */
function nobodys({ actor }: Ctx): Sample {
  return { id: actor.id, title: actor.name, record: {} };
}

function evaluate(
  expression: CheckedExpression,
  samples: readonly Sample[],
  { actor }: Ctx,
): Omit<TrialAnswer, 'type'> {
  const run = compileExpression(expression);
  const now = new Date();
  try {
    const results = samples.map(({ id, title, record }) => {
      const variables: Variables = { ...record, actor: actorVariable(actor) };
      return { id, title, value: toJson(run(variables, { now }), expression.type) };
    });
    return { problems: [], results };
  } catch (error) {
    if (!(error instanceof KilnError)) throw error;
    return { problems: [{ ...inEnglish(error.message), from: 0, to: expression.source.length }], results: [] };
  }
}

function scopeOf(entities: Words, entity: string, on: Use | undefined): Scope {
  switch (on) {
    case 'formula':
      return recordScope(entities, entity);
    case 'rule':
      return ownScope(entities, entity);
    case 'default':
      return actorScope(entities);
    default:
      return entityScope(entities, entity);
  }
}

function isCondition(on: Use | undefined): boolean {
  return on === 'where' || on === 'rule';
}

function toProblem({ start, end, ...words }: ExpressionProblem): TrialProblem {
  return { ...words, from: start, to: end };
}

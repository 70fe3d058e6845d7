import type { Said } from '../../../core/errors/said.ts';
import type { Json, JsonObject } from '../../../core/lib/json.ts';
import { isObject } from '../../../core/lib/json.ts';
import { saidOf } from '../lib/saidOf.ts';
import { asNumber, asObjects, asText } from '../lib/values.ts';
import type { DefinitionChange } from './changesets.ts';
import { request } from './request.ts';

export interface ExpressionTrial {
  /** The model as these changes make it. */
  readonly changes: readonly DefinitionChange[];
  readonly entity: string;
  readonly expression: string;
  readonly expects?: string | undefined;
  readonly on: 'formula' | 'where' | 'rule' | 'default';
}

interface TrialProblem extends Said {
  readonly from: number;
  readonly to: number;
}

export interface TriedExpression {
  readonly problems: readonly TrialProblem[];
  /** For a few real records. */
  readonly results: readonly { readonly id: string; readonly title: string; readonly value: Json }[];
}

/** What the server makes of an expression, without saving anything. */
export async function tryExpression(
  { changes, entity, expression, expects, on }: ExpressionTrial,
  signal: AbortSignal,
): Promise<TriedExpression> {
  const body: JsonObject = {
    changes: changes.map(({ kind, name, document }) => ({ kind, name, document })),
    entity,
    expression,
    on,
    ...(expects === undefined ? {} : { expects }),
  };
  const answer = await request('/api/definitions/try', { method: 'POST', body, signal });
  const { problems, results } = isObject(answer) ? answer : {};
  return {
    problems: asObjects(problems).map(({ from, to, ...words }) => ({
      ...saidOf(words),
      from: asNumber(from) ?? 0,
      to: asNumber(to) ?? 0,
    })),
    results: asObjects(results).map(({ id, title, value }) => ({
      id: asText(id) ?? '',
      title: asText(title) ?? '',
      value: value ?? null,
    })),
  };
}

import { type Said, said } from '../../../../core/errors/said.ts';
import type { BrowserModel } from '../../../../core/model/browserModel.ts';
import { browserScope } from '../../../../core/model/browserScope.ts';
import { celProblems } from '../../../../core/model/celProblems.ts';
import { everyEntity } from '../../../../core/model/kinds/role/document.ts';
import { rights } from '../../../../core/model/rights.ts';
import { levelOf, ownEntry } from './grants.ts';
import type { RoleDraft, RoleProblem } from './types.ts';

/** What is wrong with the conditions of a role, as far as the browser can tell; the server looks at everything. */
export function roleProblems(model: BrowserModel, role: RoleDraft): RoleProblem[] {
  return Object.entries(role.entities).flatMap(([entity, entry]) =>
    rights.flatMap((right): RoleProblem[] => {
      const grant = entry[right];
      if (typeof grant !== 'string' || levelOf(grant) !== 'condition') return [];
      const problem = conditionProblem(model, role, entity, grant);
      return problem === undefined ? [] : [{ entity, right, ...problem }];
    }),
  );
}

/** What is wrong with a condition over an entity; one over all others has to fit every one of them. */
export function conditionProblem(
  model: BrowserModel,
  role: RoleDraft,
  entity: string,
  source: string,
): Said | undefined {
  if (entity !== everyEntity) return celProblem(model, entity, source);
  for (const other of model.entities) {
    if (ownEntry(role, other.name) || other.parent) continue;
    const problem = celProblem(model, other.name, source);
    if (problem !== undefined) return said`${other.title}: ${problem}`;
  }
  return undefined;
}

function celProblem(model: BrowserModel, entity: string, source: string): Said | undefined {
  const scope = browserScope(model, entity, 'everything');
  return celProblems(source, scope, { expects: 'bool', sql: true }).problems[0];
}

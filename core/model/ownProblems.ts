import { type Said, said } from '../errors/said.ts';
import { celProblems } from './celProblems.ts';
import { firstSteps } from './firstSteps.ts';
import { foreignFormula } from './foreignFormula.ts';
import { entityScope, ownScope, type ScopeEntities } from './scope.ts';

/** What is wrong with a condition that runs on one record alone, in the form as on the server. `subject`: `A rule`. */
export function ownProblems(source: string, entity: string, entities: ScopeEntities, subject: Said): readonly Said[] {
  const why = said`${subject} sees the record itself, not what other records hold, because it runs in the form as well.`;
  const wider = { scope: entityScope(entities, entity), why };
  const { expression, problems } = celProblems(source, ownScope(entities, entity), { expects: 'bool', wider });
  if (expression === undefined) return problems;
  const foreign = foreignFormula(firstSteps(expression.uses), entity, entities);
  return foreign === undefined ? [] : [said`The formula "${foreign}" reads other records. ${why}`];
}

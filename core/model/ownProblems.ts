import { celProblems } from './celProblems.ts';
import { firstSteps } from './firstSteps.ts';
import { foreignFormula } from './foreignFormula.ts';
import { entityScope, ownScope, type ScopeEntities } from './scope.ts';

/** What is wrong with a condition that runs on one record alone, in the form as on the server. `subject`: `A rule`. */
export function ownProblems(
  source: string,
  entity: string,
  entities: ScopeEntities,
  subject: string,
): readonly string[] {
  const why = `${subject} sees the record itself, not what other records hold, because it runs in the form as well.`;
  const wider = { scope: entityScope(entities, entity), why };
  const { expression, messages } = celProblems(source, ownScope(entities, entity), { expects: 'bool', wider });
  if (expression === undefined) return messages;
  const foreign = foreignFormula(firstSteps(expression.uses), entity, entities);
  return foreign === undefined ? [] : [`The formula "${foreign}" reads other records. ${why}`];
}

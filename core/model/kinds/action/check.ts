import { didYouMean } from '../../../definitions/didYouMean.ts';
import type { DefinitionSet, SemanticProblem } from '../../../definitions/kind.ts';
import { said } from '../../../errors/said.ts';
import { celProblems } from '../../celProblems.ts';
import { checkInput } from '../../inputEntity.ts';
import { ownProblems } from '../../ownProblems.ts';
import { type Report, reporter } from '../../report.ts';
import { entityScope } from '../../scope.ts';
import { type EntityOutlines, outlineEntities } from '../entity/outline.ts';
import { checkCall } from './checkCall.ts';
import { checkWorkflowCall } from './checkWorkflowCall.ts';
import { type ActionDocument, actionDocument } from './document.ts';

/** What is wrong with the actions beyond the metaschema. */
export function checkActions(set: DefinitionSet): SemanticProblem[] {
  const problems: SemanticProblem[] = [];
  if (set.of('action').length === 0) return problems;
  const outlines = outlineEntities(set);
  const roles = set.names('role');
  for (const definition of set.of('action')) {
    const action = actionDocument(definition);
    const report = reporter(definition, problems);
    checkPlace(action, set, outlines, report);
    if ('workflow' in action.call) checkWorkflowCall(action, action.call, set, report);
    else checkCall(action.call, set, (path, words) => report(['call', ...path], words));
    if (action.input) checkInput(action.input, set, outlines, (path, words) => report(['input', ...path], words));
    action.roles?.forEach((role, index) => {
      if (!roles.includes(role)) report(['roles', index], said`There is no role "${role}".${didYouMean(role, roles)}`);
    });
  }
  return problems;
}

function checkPlace(action: ActionDocument, set: DefinitionSet, outlines: EntityOutlines, report: Report): void {
  const { entity, on = ['record'], when } = action;
  if (entity === undefined) {
    if (action.on) report(['on'], said`Only an action with an "entity" stands at its records.`);
    if (when !== undefined) report(['when'], said`Only an action with an "entity" has a record to look at.`);
    return;
  }
  const entities = set.names('entity');
  if (!entities.includes(entity))
    report(['entity'], said`There is no entity "${entity}".${didYouMean(entity, entities)}`);
  if (when === undefined || !outlines.has(entity)) return;
  const own = ownProblems(when, entity, outlines, said`A condition of an action`);
  // Of the chosen rows of a list the server says for which it is true.
  const asked = on.includes('list')
    ? celProblems(when, entityScope(outlines, entity), { expects: 'bool', sql: true, query: true }).problems
    : [];
  for (const problem of own.length > 0 ? own : asked) report(['when'], problem);
}

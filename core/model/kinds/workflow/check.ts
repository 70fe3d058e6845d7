import type { DefinitionSet, SemanticProblem } from '../../../definitions/kind.ts';
import { reporter } from '../../report.ts';
import { checkFixed } from './read/checkFixed.ts';
import { readWorkflow } from './read/readWorkflow.ts';
import { type FixedValue, settingOf } from './read/Setting.ts';

/** What is wrong with the workflows beyond the metaschema. */
export function checkWorkflows(set: DefinitionSet): SemanticProblem[] {
  const problems: SemanticProblem[] = [];
  if (set.of('workflow').length === 0) return problems;
  const setting = settingOf(set);
  const fixed: FixedValue[] = [];
  for (const definition of set.of('workflow')) {
    readWorkflow(definition, setting, reporter(definition, problems), fixed);
  }
  checkFixed(fixed);
  return problems;
}

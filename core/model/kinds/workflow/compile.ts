import type { DefinitionSet } from '../../../definitions/kind.ts';
import type { Said } from '../../../errors/said.ts';
import type { Workflow } from '../../types.ts';
import { readWorkflow } from './read/readWorkflow.ts';
import { settingOf } from './read/Setting.ts';

/** All workflows of checked definitions, by name. */
export function compileWorkflows(set: DefinitionSet): ReadonlyMap<string, Workflow> {
  if (set.of('workflow').length === 0) return new Map();
  const setting = settingOf(set);
  const wrong = (path: readonly (string | number)[], { message }: Said): never => {
    throw new TypeError(`A workflow was not checked: ${path.join('/')}: ${message}`);
  };
  return new Map(
    set.of('workflow').map((definition) => [definition.name, readWorkflow(definition, setting, wrong, [])]),
  );
}

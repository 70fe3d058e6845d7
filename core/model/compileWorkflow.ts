import { definitionId } from '../definitions/kind.ts';
import type { Definition } from '../definitions/types.ts';
import { deepFreeze } from '../lib/deepFreeze.ts';
import type { JsonObject } from '../lib/json.ts';
import { badDefinition } from './badDefinition.ts';
import { examine } from './examine.ts';
import { readWorkflow } from './kinds/workflow/read/readWorkflow.ts';
import { settingOf } from './kinds/workflow/read/Setting.ts';
import type { Model, Workflow } from './types.ts';

/**
 * A workflow as this document says, whatever the model's own of its name says: a draft, or one that runs are pinned to.
 * Throws KILN_BAD_DEFINITION with everything that is wrong with it beside this model, as `compile` does.
 */
export function compileWorkflow(document: JsonObject, { definitions }: Pick<Model, 'definitions'>): Workflow {
  const name = typeof document.$id === 'string' ? document.$id : '';
  const definition: Definition = { kind: 'workflow', name, package: 'local', document };
  // Neither today's document of the workflow, under whatever name, nor one that has its name now stands in its way.
  const others = definitions.filter(
    (each) => each.kind !== 'workflow' || (each.name !== name && definitionId(each) !== definitionId(definition)),
  );
  const { problems, set } = examine([...others, definition]);
  const own = problems.filter((problem) => problem.kind === 'workflow' && problem.name === name);
  if (own.length > 0) throw badDefinition(own);
  return deepFreeze(readWorkflow(definition, settingOf(set), () => undefined, []));
}

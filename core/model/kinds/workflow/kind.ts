import metaschema from '../../../../schemas/meta/workflow.json' with { type: 'json' };
import type { ModelKind } from '../../kind.ts';
import { checkWorkflows } from './check.ts';
import { compileWorkflows } from './compile.ts';
import { pruneWorkflow, workflowReferences } from './references.ts';

export const workflowKind: ModelKind = {
  name: 'workflow',
  folder: 'workflow',
  metaschema,
  check: checkWorkflows,
  compile: (definitions) => ({ workflows: compileWorkflows(definitions) }),
  references: workflowReferences,
  prune: pruneWorkflow,
};

import metaschema from '../../../../schemas/meta/action.json' with { type: 'json' };
import type { ModelKind } from '../../kind.ts';
import { checkActions } from './check.ts';
import { compileActions } from './compile.ts';
import { actionReferences, pruneAction } from './references.ts';

export const actionKind: ModelKind = {
  name: 'action',
  folder: 'action',
  metaschema,
  check: checkActions,
  compile: (definitions) => ({ actions: compileActions(definitions) }),
  references: actionReferences,
  prune: pruneAction,
};

import metaschema from '../../../../schemas/meta/view.json' with { type: 'json' };
import type { ModelKind } from '../../kind.ts';
import { checkViews } from './check.ts';
import { compileViews } from './compile.ts';
import { pruneView, viewReferences } from './references.ts';

export const viewKind: ModelKind = {
  name: 'view',
  folder: 'view',
  metaschema,
  check: checkViews,
  compile: (definitions) => ({ views: compileViews(definitions) }),
  references: viewReferences,
  prune: pruneView,
};

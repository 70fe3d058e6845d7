import metaschema from '../../../../schemas/meta/page.json' with { type: 'json' };
import type { ModelKind } from '../../kind.ts';
import { checkPages } from './check.ts';
import { compilePages } from './compile.ts';
import { pageReferences, prunePage } from './references.ts';

export const pageKind: ModelKind = {
  name: 'page',
  folder: 'page',
  metaschema,
  check: checkPages,
  compile: (definitions) => ({ pages: compilePages(definitions) }),
  references: pageReferences,
  prune: prunePage,
};

import metaschema from '../../../../schemas/meta/form.json' with { type: 'json' };
import type { ModelKind } from '../../kind.ts';
import { checkForms } from './check.ts';
import { compileForms } from './compile.ts';
import { formReferences, pruneForm } from './references.ts';

export const formKind: ModelKind = {
  name: 'form',
  folder: 'form',
  metaschema,
  check: checkForms,
  compile: (definitions) => ({ forms: compileForms(definitions) }),
  references: formReferences,
  prune: pruneForm,
};

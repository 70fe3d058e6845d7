import metaschema from '../../../../schemas/meta/locale.json' with { type: 'json' };
import type { ModelKind } from '../../kind.ts';
import { checkLocales } from './check.ts';
import { compileLocales } from './compile.ts';
import { localeReferences } from './references.ts';

export const localeKind: ModelKind = {
  name: 'locale',
  folder: 'locales',
  shared: true,
  metaschema,
  check: checkLocales,
  compile: (definitions) => ({ locales: compileLocales(definitions) }),
  references: localeReferences,
};

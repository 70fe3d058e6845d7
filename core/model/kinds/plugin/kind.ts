import metaschema from '../../../../schemas/meta/plugin.json' with { type: 'json' };
import type { ModelKind } from '../../kind.ts';
import { checkPlugins } from './check.ts';
import { compilePlugins } from './compile.ts';
import { pluginReferences } from './references.ts';

export const pluginKind: ModelKind = {
  name: 'plugin',
  folder: 'plugin',
  managed: true,
  metaschema,
  check: checkPlugins,
  compile: (definitions) => ({ plugins: compilePlugins(definitions) }),
  references: pluginReferences,
};

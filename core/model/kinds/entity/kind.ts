import metaschema from '../../../../schemas/meta/entity.json' with { type: 'json' };
import type { ModelKind } from '../../kind.ts';
import { checkEntities } from './check.ts';
import { compileEntities } from './compile.ts';
import { entityReferences, pruneEntity } from './references.ts';

export const entityKind: ModelKind = {
  name: 'entity',
  folder: 'entity',
  metaschema,
  check: checkEntities,
  compile: (definitions) => ({ entities: compileEntities(definitions) }),
  references: entityReferences,
  prune: pruneEntity,
};

import metaschema from '../../../../schemas/meta/role.json' with { type: 'json' };
import type { ModelKind } from '../../kind.ts';
import { checkRoles } from './check.ts';
import { compileRoles } from './compile.ts';
import { roleReferences, writeOutRole } from './references.ts';

export const roleKind: ModelKind = {
  name: 'role',
  folder: 'role',
  metaschema,
  check: checkRoles,
  compile: (definitions) => ({ roles: compileRoles(definitions) }),
  references: roleReferences,
  writeOut: writeOutRole,
};

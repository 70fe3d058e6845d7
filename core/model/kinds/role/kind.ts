import metaschema from '../../../../schemas/meta/role.json' with { type: 'json' };
import type { ModelKind } from '../../kind.ts';
import { checkRoles } from './check.ts';
import { compileRoles } from './compile.ts';

export const roleKind: ModelKind = {
  name: 'role',
  folder: 'role',
  metaschema,
  check: checkRoles,
  compile: (definitions) => ({ roles: compileRoles(definitions) }),
};

import type { ModelKind } from './kind.ts';
import { actionKind } from './kinds/action/kind.ts';
import { entityKind } from './kinds/entity/kind.ts';
import { formKind } from './kinds/form/kind.ts';
import { localeKind } from './kinds/locale/kind.ts';
import { pageKind } from './kinds/page/kind.ts';
import { pluginKind } from './kinds/plugin/kind.ts';
import { roleKind } from './kinds/role/kind.ts';
import { viewKind } from './kinds/view/kind.ts';
import { workflowKind } from './kinds/workflow/kind.ts';

/** Every kind of definition. A new one is a folder in kinds/, a member of Model and a line here. */
export const kinds: readonly ModelKind[] = [
  // The metaschemas of actions and pages speak of what is in those before them.
  entityKind,
  formKind,
  viewKind,
  roleKind,
  localeKind,
  pluginKind,
  actionKind,
  workflowKind,
  pageKind,
];

import type { BrowserModel } from '../../../../core/model/browserModel.ts';
import type { GrantDocument } from '../../../../core/model/kinds/role/document.ts';
import type { FieldRight, Right } from '../../../../core/model/types.ts';
import type { RoleDraft, RoleProblem } from '../../store/role/types.ts';

/** What the parts of the editor share: the role, what is wrong with it, and how to change it. */
export interface RoleEditing {
  readonly model: BrowserModel;
  readonly role: RoleDraft;
  /** As it is in force. */
  readonly saved: RoleDraft;
  readonly problems: readonly RoleProblem[];
  readonly isLocked: boolean;
  readonly setGrant: (entity: string, right: Right, grant: GrantDocument) => void;
  readonly setField: (entity: string, field: string, right: FieldRight) => void;
  /** The entity follows the others again. */
  readonly follow: (entity: string) => void;
  readonly openCondition: (entity: string, right: Right) => void;
}

import type { Said } from '../../../../core/errors/said.ts';
import type { RoleDocument } from '../../../../core/model/kinds/role/document.ts';
import type { Right } from '../../../../core/model/types.ts';

/** A role while it is edited: the document itself. */
export type RoleDraft = RoleDocument;

/** What a grant amounts to; a condition picks records by CEL. */
export const levels = ['none', 'own', 'team', 'teamBelow', 'all', 'condition'] as const;
export type Level = (typeof levels)[number];

/** Where in a role something is said. */
interface RolePlace {
  /** Absent: the role itself. `*`: every entity without an entry of its own. */
  readonly entity?: string;
  readonly right?: Right;
  readonly field?: string;
}

/** In English, see Said. */
export interface RoleProblem extends RolePlace, Said {}

import type { BrowserEntity } from '../../../../core/model/browserModel.ts';
import { everyEntity, type GrantDocument } from '../../../../core/model/kinds/role/document.ts';
import type { Right } from '../../../../core/model/types.ts';
import { matchText } from '../../lib/matchText.ts';
import { governing, grantInForce, type Origin, ownEntry } from '../../store/role/grants.ts';
import { matrixRows } from '../../store/role/matrixRows.ts';
import { isSameGrant } from '../../store/role/roleChanges.ts';
import type { RoleDraft } from '../../store/role/types.ts';
import type { RoleEditing } from './RoleEditing.ts';

export interface RightsRow {
  /** `*`: all entities without an entry of their own. */
  readonly name: string;
  readonly entity: BrowserEntity | undefined;
  /** Line items stand below their parent. */
  readonly depth: number;
  readonly origin: Origin;
}

/** The rows of the matrix that fit what was typed; the one for all others first. */
export function rightsRows({ model, role }: Pick<RoleEditing, 'model' | 'role'>, typed: string): RightsRow[] {
  const found = matrixRows(model).filter(
    ({ entity }) => matchText(typed, [entity.pluralTitle, entity.title, entity.name]) !== undefined,
  );
  const rows = found.map(({ entity, depth }) => ({
    name: entity.name,
    entity,
    depth,
    origin: governing(model, role, entity.name).origin,
  }));
  const every = { name: everyEntity, entity: undefined, depth: 0, origin: 'own' as const };
  return typed.trim() === '' ? [every, ...rows] : rows;
}

/** What a row gives, in the role as it is edited or as it is in force. */
export function grantAt(
  { model }: Pick<RoleEditing, 'model'>,
  role: RoleDraft,
  name: string,
  right: Right,
): GrantDocument {
  if (name === everyEntity) return ownEntry(role, everyEntity)?.[right] ?? false;
  return grantInForce(model, role, name, right);
}

export function isGrantChanged(editing: RoleEditing, name: string, right: Right): boolean {
  return !isSameGrant(grantAt(editing, editing.role, name, right), grantAt(editing, editing.saved, name, right));
}

/** Fields about which the role says something. */
export function limitedFields(role: RoleDraft, name: string): number {
  return Object.keys(ownEntry(role, name)?.fields ?? {}).length;
}

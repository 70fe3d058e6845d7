import type { BrowserModel } from '../../../../core/model/browserModel.ts';
import {
  everyEntity,
  type GrantDocument,
  type RoleEntityDocument,
} from '../../../../core/model/kinds/role/document.ts';
import { rights } from '../../../../core/model/rights.ts';
import type { FieldRight, Right } from '../../../../core/model/types.ts';
import { findEntity } from '../model.ts';
import type { Level, RoleDraft } from './types.ts';

/** What decides over an entity: an entry of its own, its parent's (line items), the one for all others, or nothing. */
export type Origin = 'own' | 'parent' | 'every' | 'none';

export interface Governing {
  readonly origin: Origin;
  readonly entry: RoleEntityDocument;
  /** The parent that line items follow. */
  readonly parent?: string;
}

export function levelOf(grant: GrantDocument | undefined): Level {
  switch (grant) {
    case undefined:
    case false:
      return 'none';
    case true:
    case 'all':
      return 'all';
    case 'own':
    case 'team':
    case 'teamBelow':
      return grant;
    default:
      return 'condition';
  }
}

/** The grant of a level. A condition has its own text. */
export function grantOf(level: Exclude<Level, 'condition'>): GrantDocument {
  return level === 'none' ? false : level === 'all' ? true : level;
}

export function governing(model: BrowserModel, role: RoleDraft, entity: string): Governing {
  const own = ownEntry(role, entity);
  if (own) return { origin: 'own', entry: own };
  const parent = findEntity(model, entity)?.parent;
  if (parent) return { origin: 'parent', entry: governing(model, role, parent.entity).entry, parent: parent.entity };
  const every = ownEntry(role, everyEntity);
  return every ? { origin: 'every', entry: every } : { origin: 'none', entry: {} };
}

/** The grant in force. Who changes a quote makes and removes its lines. */
export function grantInForce(model: BrowserModel, role: RoleDraft, entity: string, right: Right): GrantDocument {
  const { origin, parent, entry } = governing(model, role, entity);
  if (origin !== 'parent' || parent === undefined) return entry[right] ?? false;
  return grantInForce(model, role, parent, right === 'create' || right === 'delete' ? 'update' : right);
}

export function ownEntry({ entities }: RoleDraft, entity: string): RoleEntityDocument | undefined {
  return Object.hasOwn(entities, entity) ? entities[entity] : undefined;
}

/**
 * The role with another grant. An entity that followed others gets an entry of its own, with what it had. What nobody reads
 * nobody can change: without reading the other rights go, and a right brings reading with it.
 */
export function withGrant(
  model: BrowserModel,
  role: RoleDraft,
  entity: string,
  right: Right,
  grant: GrantDocument,
): RoleDraft {
  const entry = startEntry(model, role, entity);
  const isNone = levelOf(grant) === 'none';
  if (right === 'read' && isNone) return withEntry(role, entity, entry.fields ? { fields: entry.fields } : {});
  const read = !isNone && levelOf(entry.read) === 'none' ? { read: grant } : {};
  return withEntry(role, entity, { ...entry, ...read, [right]: grant });
}

export function withFieldRight(
  model: BrowserModel,
  role: RoleDraft,
  entity: string,
  field: string,
  right: FieldRight,
): RoleDraft {
  const entry = startEntry(model, role, entity);
  const { [field]: _, ...others } = entry.fields ?? {};
  const fields = Object.keys(right).length > 0 ? { ...others, [field]: right } : others;
  const { fields: __, ...grants } = entry;
  return withEntry(role, entity, Object.keys(fields).length > 0 ? { ...grants, fields } : grants);
}

/** The entity follows the others, or its parent, again. */
export function withoutEntry(role: RoleDraft, entity: string): RoleDraft {
  const { [entity]: _, ...entities } = role.entities;
  return { ...role, entities };
}

function withEntry(role: RoleDraft, entity: string, entry: RoleEntityDocument): RoleDraft {
  return { ...role, entities: { ...role.entities, [entity]: entry } };
}

/** An entry that says what has been in force until now. */
function startEntry(model: BrowserModel, role: RoleDraft, entity: string): RoleEntityDocument {
  const { origin, entry } = governing(model, role, entity);
  const parent = findEntity(model, entity)?.parent;
  if (origin !== 'parent' || !parent) return entry;
  const grants = rights.map((right) => {
    return [right, throughParent(model, grantInForce(model, role, entity, right), parent)] as const;
  });
  return Object.fromEntries(grants.filter(([, grant]) => levelOf(grant) !== 'none'));
}

/** The parent's grant over the line items themselves; a condition over the parent cannot be carried over and is left out. */
function throughParent(
  model: BrowserModel,
  grant: GrantDocument,
  { entity, field }: { readonly entity: string; readonly field: string },
): GrantDocument {
  const holder = findEntity(model, entity)?.owned ? 'ownerId' : 'createdBy';
  switch (levelOf(grant)) {
    case 'all':
      return true;
    case 'own':
      return `${field}.${holder} == actor.id`;
    case 'team':
      return `${field}.${holder} in actor.teamUsers`;
    case 'teamBelow':
      return `${field}.${holder} in actor.belowUsers`;
    default:
      return false;
  }
}

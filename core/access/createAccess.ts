import { adminRole } from '../model/adminRole.ts';
import { rights } from '../model/rights.ts';
import type { Field, Model, Right, Role, RoleEntity } from '../model/types.ts';
import { createShown } from './createShown.ts';
import { seenModel } from './seenModel.ts';
import type { Access, EntityAccess, Grant, Step } from './types.ts';

/** The access of whoever holds these roles. Names that no role of the model has give nothing. */
export function createAccess(model: Model, roleNames: readonly string[]): Access {
  const names = [...new Set(roleNames)].sort();
  const roles = names.flatMap((name) => model.roles.get(name) ?? []);
  const isAdmin = names.includes(adminRole);
  const mayUse: Access['mayUse'] = (right) =>
    isAdmin || roles.some(({ system }) => system.includes('*') || system.includes(right));
  if (isAdmin || roles.some(isUnlimited)) return { ...unlimitedAccess(model), roles: names, mayUse };

  const entities = new Map<string, EntityAccess>();
  const entity = (name: string): EntityAccess => {
    const known = entities.get(name) ?? entityAccess(model, roles, name, shown);
    entities.set(name, known);
    return known;
  };
  const shown = createShown(model, entity);
  const limited = {
    key: roles.map(({ name }) => name).join('+') || '-',
    roles: names,
    unlimited: false,
    entity,
    mayUse,
  };
  return { ...limited, model: seenModel(model, limited) };
}

/** The access of Kiln itself, and of administrators. */
export function unlimitedAccess(model: Model): Access {
  const grant: Grant = {
    role: adminRole,
    when: true,
    through: [],
    rows: '',
    shown: () => 'clear',
    writable: () => true,
  };
  return {
    key: '',
    roles: [adminRole],
    unlimited: true,
    model,
    entity: () => ({ grants: () => [grant] }),
    mayUse: () => true,
  };
}

function isUnlimited({ entities }: Role): boolean {
  const all = [...entities.values()].filter(({ through }) => !through);
  return (
    all.length > 0 && all.every(({ grants, fields }) => fields.size === 0 && rights.every((r) => grants[r] === true))
  );
}

function entityAccess(
  model: Model,
  roles: readonly Role[],
  name: string,
  shown: (role: string, entry: RoleEntity, entity: string, field: Field) => ReturnType<Grant['shown']>,
): EntityAccess {
  const found = new Map<Right, readonly Grant[]>();
  const grantOf = (role: Role, right: Right): Grant[] => {
    const place = governing(role, name, right);
    const entry = role.entities.get(name);
    const when = place?.entry.grants[place.right];
    if (!place || !entry || when === undefined) return [];
    const path = place.through.map(({ field }) => field).join('.');
    return [
      {
        role: role.name,
        when,
        through: when === true ? [] : place.through,
        rows: when === true ? '' : `${path} ${when.source}`,
        shown: (field) => shown(role.name, entry, name, field),
        writable: (field) => isWritable(entry, field),
      },
    ];
  };
  return {
    grants: (right) => {
      if (!model.entities.has(name)) return [];
      const known = found.get(right) ?? roles.flatMap((role) => grantOf(role, right));
      found.set(right, known);
      return known;
    },
  };
}

/** Who changes a quote changes its lines: their creation and removal are a change of their parent. */
const rightOverParent: Readonly<Partial<Record<Right, Right>>> = { create: 'update', delete: 'update' };

/** The entry that decides over an entity, with the way to its records. */
function governing(
  role: Role,
  name: string,
  right: Right,
): { entry: RoleEntity; right: Right; through: readonly Step[] } | undefined {
  const entry = role.entities.get(name);
  if (!entry?.through) return entry && { entry, right, through: [] };
  const { entity, field } = entry.through;
  const above = governing(role, entity, rightOverParent[right] ?? right);
  return above && { ...above, through: [{ entity, field }, ...above.through] };
}

function isWritable({ fields }: RoleEntity, field: Field): boolean {
  const right = fields.get(field.name);
  if (field.computed || right === undefined) return !field.computed;
  // Whoever sees a part of a text or nothing could only overwrite it blindly.
  return right.write ?? (right.read !== false && right.mask === undefined);
}

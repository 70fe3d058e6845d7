import type { RecordRight } from '../model/pluginTypes.ts';
import type { Entity, Field, Model, Right } from '../model/types.ts';
import { createShown } from './createShown.ts';
import { seenModel } from './seenModel.ts';
import type { Access, EntityAccess, Grant } from './types.ts';

/** Rights by entity. Line items follow their parent, unless they have rights of their own. */
export type RecordRights = ReadonlyMap<string, readonly RecordRight[]>;

/**
 * An access that gives no more than both `access` and `rights`: what they do not name is not there, also where
 * relations, formulas and rollups lead to it. `key`: of these rights, unlike all others. `serves`: see Access.
 */
export function restrictAccess(
  model: Model,
  access: Access,
  rights: RecordRights,
  { key, serves }: { readonly key: string; readonly serves: boolean },
): Access {
  const entities = new Map<string, EntityAccess>();
  const entity = (name: string): EntityAccess => {
    const known = entities.get(name) ?? entityAccess(name);
    entities.set(name, known);
    return known;
  };
  const structure = createShown(model, entity);
  const leads = (name: string, field: Field) => structure('', everything, name, field) !== 'no';

  function entityAccess(name: string): EntityAccess {
    const of = model.entities.get(name);
    const found = new Map<Right, readonly Grant[]>();
    const limit = (grant: Grant): Grant => ({
      ...grant,
      shown: (field) => (leads(name, field) ? grant.shown(field) : 'no'),
      writable: (field) => leads(name, field) && grant.writable(field),
    });
    return {
      grants(right) {
        if (!of || !isGiven(model, rights, of, carriedBy(right, serves))) return [];
        const known = found.get(right) ?? access.entity(name).grants(right).map(limit);
        found.set(right, known);
        return known;
      },
    };
  }

  const limited = {
    key: `${access.key}~${key}`,
    roles: access.roles,
    unlimited: false,
    entity,
    mayUse: () => false,
    ...(serves ? ({ serves: true } as const) : {}),
  };
  return { ...limited, model: seenModel(model, limited) };
}

/** Who may change a record in the actor's name may give it away as far as the actor may. */
function carriedBy(right: Right, serves: boolean): Right {
  return right === 'transfer' && !serves ? 'update' : right;
}

/** A role that shows all: only where fields lead to is looked at. */
const everything = { grants: {}, fields: new Map() };

/** Who changes a record changes its line items. */
const ofParent: Readonly<Record<RecordRight, RecordRight>> = {
  read: 'read',
  create: 'update',
  update: 'update',
  delete: 'update',
};

/** Whether these rights give one over an entity, by itself or with what it is part of. */
export function isGiven(model: Model, rights: RecordRights, { name, parent }: Entity, right: Right): boolean {
  // Shares are the actor's own affair.
  if (right !== 'read' && right !== 'create' && right !== 'update' && right !== 'delete') return false;
  const own = rights.get(name);
  if (own) return own.includes(right);
  const above = parent && model.entities.get(parent.entity);
  return above !== undefined && isGiven(model, rights, above, ofParent[right]);
}

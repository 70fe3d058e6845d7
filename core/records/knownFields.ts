import type { Ctx } from '../context/types.ts';
import type { Entity, Field } from '../model/types.ts';
import type { IsKnown } from '../model/validators.ts';

/**
 * What the actor knows of an entity's fields and inverses: what they read somewhere, and what a role lets them write
 * blindly. Undefined: everything.
 */
export function knownFields({ access }: Ctx): IsKnown | undefined {
  if (access.unlimited) return undefined;
  const { model } = access;
  const leadsSomewhere = ({ relation, children }: Field) =>
    children
      ? model.entities.has(children.entity)
      : !relation || relation.targets.some((name) => model.entities.has(name));
  return ({ name, fields, parent }, member) => {
    const seen = model.entities.get(name);
    if (seen?.fields.has(member) || seen?.inverses.has(member)) return true;
    // Line items are put into their place by the server.
    if (parent && (member === parent.field || member === 'position')) return true;
    const field = fields.get(member);
    if (!field || !leadsSomewhere(field)) return false;
    const grants = (['create', 'update'] as const).flatMap((right) => access.entity(name).grants(right));
    return grants.some((grant) => grant.writable(field));
  };
}

/** The same, with fields of this entity that somebody else set in the same write. */
export function knownBeside(isKnown: IsKnown | undefined, entity: Entity, own: readonly string[]): IsKnown | undefined {
  if (!isKnown || own.length === 0) return isKnown;
  return (of, member) => (of === entity && own.includes(member)) || isKnown(of, member);
}

/**
 * The fields that only the server writes and that may be written all the same: see Access, and those that hooks set.
 */
export function servedFields({ access }: Ctx, entity: Entity, own: readonly string[]): IsKnown {
  return (of, member) => access.serves === true || (of === entity && own.includes(member));
}

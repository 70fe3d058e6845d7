import type { Field, Model, RoleEntity } from '../model/types.ts';
import type { EntityAccess, Shown } from './types.ts';

/** Says how a role shows a field. Remembers it: a formula of many fields asks for each. */
export function createShown(
  model: Model,
  entityAccess: (name: string) => EntityAccess,
): (role: string, entry: RoleEntity, entity: string, field: Field) => Shown {
  const known = new Map<string, Shown>();

  function shown(role: string, entry: RoleEntity, entity: string, field: Field): Shown {
    const key = `${role} ${entity}.${field.name}`;
    const before = known.get(key);
    if (before) return before;
    // Stands while its own fields are looked at; formulas do not go round in circles.
    known.set(key, 'clear');
    const found = find(role, entry, entity, field);
    known.set(key, found);
    return found;
  }

  function find(role: string, entry: RoleEntity, entity: string, field: Field): Shown {
    const right = entry.fields.get(field.name);
    if (right?.read === false || !leadsSomewhere(field)) return 'no';
    if (right?.mask) return right.mask;
    const named = right?.read === true && (field.formula || field.rollup);
    if (named) return 'whole';
    if (field.formula) return isFormulaRead(role, entry, entity, field) ? 'clear' : 'no';
    if (field.rollup) {
      const { entity: child, of, field: relation } = field.rollup;
      return [relation, ...(of === undefined ? [] : [of])].every((name) => isReadClear(child, name)) ? 'clear' : 'no';
    }
    return 'clear';
  }

  /** A relation to what one cannot see, or line items that one cannot see, tell nothing but that they exist. */
  function leadsSomewhere({ relation, children }: Field): boolean {
    if (children) return isRead(children.entity);
    return !relation || relation.targets.some(isRead);
  }

  function isFormulaRead(role: string, entry: RoleEntity, entity: string, { formula }: Field): boolean {
    return (formula?.expression.uses ?? []).every((path) => {
      const [name = '', ...rest] = path.split('.');
      const field = model.entities.get(entity)?.fields.get(name);
      if (!field) return isInverseRead(entity, name);
      if (!isClear(shown(role, entry, entity, field))) return false;
      const target = field.relation?.kind === 'one' ? field.relation.targets[0] : undefined;
      return target === undefined || isPathRead(target, rest);
    });
  }

  function isPathRead(entity: string, path: readonly string[]): boolean {
    const [name, ...rest] = path;
    if (name === undefined) return isRead(entity);
    const field = model.entities.get(entity)?.fields.get(name);
    if (!field) return isInverseRead(entity, name);
    if (!isReadClear(entity, name)) return false;
    const target = field.relation?.kind === 'one' ? field.relation.targets[0] : undefined;
    return target === undefined || rest.length === 0 || isPathRead(target, rest);
  }

  function isInverseRead(entity: string, name: string): boolean {
    const inverse = model.entities.get(entity)?.inverses.get(name);
    return inverse === undefined || isReadClear(inverse.entity, inverse.field);
  }

  function isRead(entity: string): boolean {
    return entityAccess(entity).grants('read').length > 0;
  }

  /** In clear, on some records at least. */
  function isReadClear(entity: string, name: string): boolean {
    const field = model.entities.get(entity)?.fields.get(name);
    return (
      field !== undefined &&
      entityAccess(entity)
        .grants('read')
        .some((grant) => isClear(grant.shown(field)))
    );
  }

  return shown;
}

function isClear(shown: Shown): boolean {
  return shown === 'clear' || shown === 'whole';
}

import { createAccess } from '../access/createAccess.ts';
import type { Access } from '../access/types.ts';
import { mergeLayers } from '../definitions/layers.ts';
import type { Definition } from '../definitions/types.ts';
import { isObject, type JsonObject } from '../lib/json.ts';
import { byId } from '../model/byId.ts';
import { everyEntity } from '../model/kinds/role/document.ts';
import { kinds } from '../model/kinds.ts';
import type { Entity, Field, Model, Role } from '../model/types.ts';
import type { BuiltModel } from './buildModel.ts';

/** A field that a role must not see, though it holds only values from now on. Names are those of today. */
export interface HiddenField {
  /** The role. */
  readonly definition: Definition;
  readonly entity: string;
  readonly field: string;
}

/**
 * Fields that were formulas and keep their values, for each role that did not see all that these were computed of: a
 * formula shows no more than that, a value would. Roles that say something of the field themselves are left out.
 */
export function hideFrozen(before: Model, { model, layers }: BuiltModel): readonly HiddenField[] {
  const frozen = [...before.entities.values()].flatMap((entity) => frozenFields(entity, model));
  if (frozen.length === 0) return [];
  const roles = new Map([...before.roles.values()].map((role) => [role.id, role]));
  const definitions = mergeLayers(layers, kinds).definitions.filter(({ kind }) => kind === 'role');
  return definitions.flatMap((definition) => {
    const now = model.roles.get(definition.name);
    const role = now && roles.get(now.id);
    const access = role && createAccess(before, [role.name]);
    if (!now || !role || !access || access.unlimited) return [];
    return frozen.flatMap(({ entity, field, now: names }): HiddenField[] => {
      const isSaid = now.entities.get(names.entity)?.fields.has(names.field) === true;
      const isRead = access.entity(entity.name).grants('read').length > 0;
      return isSaid || !isRead || seesAll(access, role, before, entity, field) ? [] : [{ definition, ...names }];
    });
  });
}

/** The role's document in which the fields are not shown. */
export function withHidden(document: JsonObject, hidden: readonly Omit<HiddenField, 'definition'>[]): JsonObject {
  const entities: JsonObject = isObject(document.entities) ? { ...document.entities } : {};
  for (const { entity, field } of hidden) {
    const entry = entities[entity] ?? entities[everyEntity];
    const own = isObject(entry) ? entry : {};
    entities[entity] = { ...own, fields: { ...(isObject(own.fields) ? own.fields : {}), [field]: { read: false } } };
  }
  return { ...document, entities };
}

interface FrozenField {
  readonly entity: Entity;
  readonly field: Field;
  readonly now: { readonly entity: string; readonly field: string };
}

function frozenFields(entity: Entity, to: Model): FrozenField[] {
  const next = byId(to.entities, entity.id);
  return [...entity.fields.values()].flatMap((field): FrozenField[] => {
    if ((!field.formula && !field.rollup) || !next) return [];
    const now = byId(next.fields, field.id);
    return now && !now.formula && !now.rollup ? [{ entity, field, now: { entity: next.name, field: now.name } }] : [];
  });
}

/** Whether the role sees everything that the field is computed of, in whichever records. */
function seesAll(access: Access, role: Role, model: Model, entity: Entity, { formula, rollup }: Field): boolean {
  if (rollup) return isOpen(access, role, rollup.entity);
  return (formula?.expression.uses ?? []).every((path) => seesPath(access, role, model, entity, path.split('.')));
}

function seesPath(access: Access, role: Role, model: Model, entity: Entity, path: readonly string[]): boolean {
  const [name = '', ...rest] = path;
  const field = entity.fields.get(name);
  const inverse = entity.inverses.get(name);
  if (inverse) return isOpen(access, role, inverse.entity);
  if (!field) return false;
  const shown = access
    .entity(entity.name)
    .grants('read')
    .map((grant) => grant.shown(field));
  if (!shown.every((each) => each === 'clear' || each === 'whole')) return false;
  if (field.formula || field.rollup) return seesAll(access, role, model, entity, field);
  const targets = field.type.name === 'user' ? ['user'] : (field.relation?.targets ?? []);
  const others = field.children ? [field.children.entity] : targets;
  if (others.length === 0 || (rest.length === 0 && field.relation?.kind === 'one')) return true;
  return others.every((other) => {
    const target = model.entities.get(other);
    return (
      target !== undefined && isOpen(access, role, other) && (rest.length === 0 || target.fields.has(rest[0] ?? ''))
    );
  });
}

/** Whether the role sees every field of every record. */
function isOpen(access: Access, role: Role, entity: string): boolean {
  const isWhole = access
    .entity(entity)
    .grants('read')
    .some(({ when }) => when === true);
  return isWhole && role.entities.get(entity)?.fields.size === 0;
}

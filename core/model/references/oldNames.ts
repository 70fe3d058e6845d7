import type { Model } from '../types.ts';
import { type EntityNames, identitiesOf } from './identities.ts';
import { nameOf } from './nameOf.ts';
import type { Target } from './types.ts';

/** A name that something had, by x-ids: of the entity, of the field or of an option of the field. */
export interface FormerName {
  readonly entity: string;
  /** Absent: it is the entity's. */
  readonly member?: string;
  /** Absent: it is the member's. */
  readonly option?: string;
  readonly name: string;
}

/** A name that is understood until then though something has another one now. Times in milliseconds since 1970. */
export interface OldName {
  readonly name: string;
  /** Under today's names. */
  readonly target: Target;
  readonly renamedAt: number;
  readonly until: number;
}

/** The names that entities, fields and options lose by a change of the model. */
export function namesLost(from: Model, to: Model): FormerName[] {
  const before = identitiesOf(from.definitions);
  const after = identitiesOf(to.definitions);
  return [...before.entities].flatMap(([entity, was]) => {
    const now = after.entities.get(entity);
    if (!now) return [];
    return [...(was.name === now.name ? [] : [{ entity, name: was.name }]), ...membersLost(entity, was, now)];
  });
}

function membersLost(entity: string, was: EntityNames, now: EntityNames): FormerName[] {
  return [...was.members].flatMap(([member, { name, options }]) => {
    const next = now.members.get(member);
    if (!next) return [];
    const values = [...options].flatMap(([option, value]) => {
      const stays = (next.options.get(option) ?? value) === value;
      return stays ? [] : [{ entity, member, option, name: value }];
    });
    return [...(name === next.name ? [] : [{ entity, member, name }]), ...values];
  });
}

/**
 * What former names stand for in this model. Those that something has again, and those of what is gone, are left out.
 */
export function oldNamesIn(
  model: Model,
  former: readonly (FormerName & { readonly renamedAt: number; readonly until: number })[],
): OldName[] {
  if (former.length === 0) return [];
  const { entities } = identitiesOf(model.definitions);
  return former.flatMap(({ entity: id, member, option, name, renamedAt, until }): OldName[] => {
    const entity = entities.get(id);
    const target = entity && targetOf(entity, member, option);
    if (!target || isTaken(model, target, name)) return [];
    return [{ name, target, renamedAt, until }];
  });
}

function targetOf({ name: entity, members }: EntityNames, member?: string, option?: string): Target | undefined {
  if (member === undefined) return { what: 'entity', entity };
  const found = members.get(member);
  if (!found) return undefined;
  const field = found.name;
  if (option === undefined) return { what: 'field', entity, field };
  const value = found.options.get(option);
  return value === undefined ? undefined : { what: 'option', entity, field, value };
}

function isTaken(model: Model, target: Target, name: string): boolean {
  if (nameOf(target) === name || target.what === 'definition') return true;
  if (target.what === 'entity') return model.entities.has(name);
  const entity = model.entities.get(target.entity);
  if (target.what === 'field') return entity?.fields.has(name) === true || entity?.inverses.has(name) === true;
  const schema = entity?.fields.get(target.field)?.schema;
  return (schema?.enum ?? schema?.items?.enum ?? []).includes(name);
}

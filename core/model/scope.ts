import type { CelType, Scope } from '../expressions/types.ts';
import type { FieldSchema, FieldType } from '../fields/types.ts';
import { actorFields, actorLists } from './actorFields.ts';
import type { Relation } from './types.ts';

/** What an expression has to know of an entity. The model's entities are of this shape. */
interface ScopeEntity {
  readonly name: string;
  readonly fields: ReadonlyMap<string, ScopeField>;
  readonly inverses: ReadonlyMap<string, { readonly entity: string }>;
  /** Fields that are wrong in themselves: an expression may use them as anything, so as not to be blamed for them. */
  readonly broken?: ReadonlySet<string>;
}

export interface ScopeField {
  readonly schema: FieldSchema;
  readonly type: FieldType;
  readonly relation?: Pick<Relation, 'kind' | 'targets'>;
  readonly children?: { readonly entity: string };
}

export type ScopeEntities = ReadonlyMap<string, ScopeEntity>;

/** Told of every field that an expression reads while it is checked, inside macros and over relations too. */
export type OnRead = (entity: string, field: string) => void;

const string: CelType = { kind: 'string' };
const dyn: CelType = { kind: 'dyn' };
const id = membersOf({ id: string });

/** What a polymorphic relation is: the entity's name and the record's id. */
const reference: CelType = { kind: 'object', name: 'reference', fields: membersOf({ entity: string, id: string }) };

/** `actor` in expressions: who asks, with teams and the plain fields of the user's record. */
export function actorType(entities: ScopeEntities): CelType {
  return actorTypeWith([...actorFields(entities)].map(([name, { type, schema }]) => [name, type.celType(schema)]));
}

/** The same from the types of the user's plain fields. */
export function actorTypeWith(fields: Iterable<readonly [name: string, type: CelType]>): CelType {
  const lists = Object.fromEntries(actorLists.map((name): [string, CelType] => [name, { kind: 'list', of: string }]));
  const members = { email: string, ...Object.fromEntries(fields), id: string, name: string, kind: string, ...lists };
  return { kind: 'object', name: 'actor', fields: membersOf(members) };
}

/** Variables of an expression that sees no record, such as a default. */
export function actorScope(entities: ScopeEntities): Scope {
  return membersOf({ actor: actorType(entities) });
}

/**
 * Variables of a condition over an entity: its fields, the other ends of relations to it, and `actor`.
 * A relation to one is the target as an object; a polymorphic one is `{entity, id}`; children, relations to many and
 * inverses are lists of objects.
 */
export function entityScope(entities: ScopeEntities, entity: string): Scope {
  return withActor(entities, recordScope(entities, entity));
}

/** The same without `actor`: what is computed of a record must not depend on who reads it. */
export function recordScope(entities: ScopeEntities, name: string, onRead?: OnRead): Scope {
  const entity = entities.get(name);
  // What points at nothing is reported where it points; expressions over it are not wrong by themselves.
  if (entity === undefined) return () => dyn;
  const { fields, inverses, broken } = entity;
  return Object.assign(
    (member: string): CelType | undefined => {
      const field = fields.get(member);
      if (field) onRead?.(name, member);
      if (field) return fieldType(entities, field, onRead);
      if (broken?.has(member)) return dyn;
      const inverse = inverses.get(member);
      return inverse && { kind: 'list', of: recordType(entities, inverse.entity, onRead) };
    },
    { names: () => [...fields.keys(), ...inverses.keys()] },
  );
}

/**
 * Variables of a condition that runs on one record alone, in the browser as on the server: what is in the record
 * itself, and `actor`. A relation to one is its id; what other records hold is not there.
 */
export function ownScope(entities: ScopeEntities, name: string): Scope {
  return entities.has(name) ? withActor(entities, ownRecordScope(entities, name)) : recordScope(entities, name);
}

/** The same without `actor`. */
export function ownRecordScope(entities: ScopeEntities, name: string): Scope {
  const full = recordScope(entities, name);
  const entity = entities.get(name);
  if (entity === undefined) return full;
  const isOwn = ({ relation, children, schema }: ScopeField): boolean =>
    !children && !schema['x-rollup'] && relation?.kind !== 'many';
  return Object.assign(
    (member: string): CelType | undefined => {
      const field = entity.fields.get(member);
      if (field?.relation?.kind === 'one') return { kind: 'object', name: field.relation.targets[0] ?? '', fields: id };
      const isKnown = field ? isOwn(field) : entity.broken?.has(member);
      return isKnown ? full(member) : undefined;
    },
    { names: () => [...entity.fields].filter(([, field]) => isOwn(field)).map(([member]) => member) },
  );
}

/** The type of one field in expressions over its entity. */
export function fieldType(entities: ScopeEntities, field: ScopeField, onRead?: OnRead): CelType {
  const { relation, children } = field;
  if (relation?.kind === 'polymorphic') return reference;
  if (relation) {
    const target = recordType(entities, relation.targets[0] ?? '', onRead);
    return relation.kind === 'many' ? { kind: 'list', of: target } : target;
  }
  if (children) return { kind: 'list', of: recordType(entities, children.entity, onRead) };
  return field.type.celType(field.schema);
}

/** The type of a value that is written to a field: a relation to one is written as an id. */
export function writtenType(entities: ScopeEntities, field: ScopeField): CelType {
  return field.relation?.kind === 'one' ? string : fieldType(entities, field);
}

/** A record of an entity as an object type; its fields are looked up when they are used. */
function recordType(entities: ScopeEntities, entity: string, onRead?: OnRead): CelType {
  return { kind: 'object', name: entity, fields: recordScope(entities, entity, onRead) };
}

/** A scope of these names. */
export function membersOf(members: Readonly<Record<string, CelType>>): Scope {
  return Object.assign((name: string) => (Object.hasOwn(members, name) ? members[name] : undefined), {
    names: () => Object.keys(members),
  });
}

function withActor(entities: ScopeEntities, scope: Scope): Scope {
  return Object.assign((name: string) => scope(name) ?? (name === 'actor' ? actorType(entities) : undefined), {
    names: () => [...(scope.names?.() ?? []), 'actor'],
  });
}

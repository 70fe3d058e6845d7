import type { DefinitionSet } from '../../../definitions/kind.ts';
import type { Definition } from '../../../definitions/types.ts';
import { fieldTypes, inferFieldType } from '../../../fields/fieldTypes.ts';
import type { FieldSchema, FieldType, RelationSpec } from '../../../fields/types.ts';
import type { ScopeField } from '../../scope.ts';
import { ownerField, type SystemField, systemFields } from '../../systemFields.ts';
import type { Inverse, Relation } from '../../types.ts';
import { type EntityDocument, entityDocument } from './document.ts';
import { inOrder } from './inOrder.ts';

/**
 * An entity read from its document: the names and types that expressions, checks and the compiler need,
 * before any expression is looked at. What is wrong is left out; check.ts reports it.
 */
export interface EntityOutline {
  readonly name: string;
  readonly definition: Definition;
  readonly document: EntityDocument;
  /** Own fields in the order in which they are shown, then the system fields. */
  readonly fields: ReadonlyMap<string, FieldOutline>;
  readonly inverses: ReadonlyMap<string, Inverse>;
  /** Names of fields that are in the document but wrong in themselves. */
  readonly broken: ReadonlySet<string>;
  /** Names of all entities, also of those too broken to have an outline. */
  readonly entityNames: readonly string[];
}

export interface FieldOutline extends ScopeField {
  readonly name: string;
  readonly schema: FieldSchema;
  readonly type: FieldType;
  readonly system?: SystemField;
}

export type EntityOutlines = ReadonlyMap<string, EntityOutline>;

/** Outlines of all entities by name. The first of two with the same name counts. */
export function outlineEntities(set: DefinitionSet): EntityOutlines {
  const outlines = new Map<string, EntityOutline & { inverses: Map<string, Inverse> }>();
  const names = set.names('entity');
  for (const definition of set.of('entity')) {
    if (outlines.has(definition.name)) continue;
    outlines.set(definition.name, { ...outline(definition, names, set), inverses: new Map() });
  }
  for (const { entity, field, relation, inverse } of inverseSpecs(outlines)) {
    for (const target of relation.targets) {
      const inverses = outlines.get(target)?.inverses;
      if (!inverses?.has(inverse)) {
        inverses?.set(inverse, { name: inverse, entity, field, many: relation.kind === 'many' });
      }
    }
  }
  return outlines;
}

function outline(
  definition: Definition,
  names: readonly string[],
  set: DefinitionSet,
): Omit<EntityOutline, 'inverses'> {
  const document = entityDocument(definition);
  const fields = new Map<string, FieldOutline>();
  const broken = new Set<string>();
  for (const [keyword, member] of set.broken('entity', definition.name)) {
    if (keyword === 'properties' && member !== undefined) broken.add(member);
  }
  for (const [name, schema] of inOrder(document.properties, document['x-order'])) {
    const type = inferFieldType(schema);
    if (type === undefined) broken.add(name);
    else fields.set(name, { name, schema, type, ...references(schema, names) });
  }
  for (const system of document['x-owned'] ? [...systemFields, ownerField] : systemFields) {
    const type = fieldTypes.get(system.type);
    if (type === undefined) throw new TypeError(`There is no field type ${system.type}`);
    fields.set(system.name, { name: system.name, schema: { title: system.title, readOnly: true }, type, system });
  }
  return { name: definition.name, definition, document, fields, broken, entityNames: names };
}

function references(schema: FieldSchema, names: readonly string[]): Pick<ScopeField, 'relation' | 'children'> {
  const relation = schema['x-relation'];
  const children = schema['x-children'];
  return {
    ...(relation ? { relation: { kind: relationKind(relation), targets: relationTargets(relation, names) } } : {}),
    ...(children ? { children: { entity: children.entity } } : {}),
  };
}

function relationKind(spec: RelationSpec): Relation['kind'] {
  if (spec.many) return 'many';
  return typeof spec.to === 'string' && spec.to !== '*' ? 'one' : 'polymorphic';
}

function relationTargets(spec: RelationSpec, names: readonly string[]): readonly string[] {
  if (spec.to === '*') return names;
  return typeof spec.to === 'string' ? [spec.to] : spec.to;
}

export interface InverseSpec {
  readonly entity: string;
  readonly field: string;
  readonly relation: Pick<Relation, 'kind' | 'targets'>;
  readonly inverse: string;
}

/** Every relation field that names its other end. */
export function inverseSpecs(outlines: EntityOutlines): InverseSpec[] {
  return [...outlines.values()].flatMap((entity) =>
    [...entity.fields.values()].flatMap(({ name, schema, relation }) => {
      const inverse = schema['x-relation']?.inverse;
      return relation && inverse ? [{ entity: entity.name, field: name, relation, inverse }] : [];
    }),
  );
}

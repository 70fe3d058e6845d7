import { mergeLayers } from '../definitions/layers.ts';
import type { Definition } from '../definitions/types.ts';
import { wordedFault } from '../errors/fault.ts';
import { type Fault, KilnError } from '../errors/KilnError.ts';
import { optionsOf } from '../fields/options.ts';
import { isObject, type JsonObject } from '../lib/json.ts';
import type { Conversions, Promotion } from '../migrations/conversion.ts';
import { promotedIdOf } from '../migrations/promotedId.ts';
import { byId } from '../model/byId.ts';
import { kinds } from '../model/kinds.ts';
import { type Changes, targetKey } from '../model/references/changesBetween.ts';
import { titleOf } from '../model/title.ts';
import type { Model } from '../model/types.ts';
import { applyEdits } from './applyEdits.ts';
import type { DefinitionEdit } from './changeSetInput.ts';

/**
 * The layers with the entities that values are to become, where they do not bring them themselves, and with the fields
 * as relations to them. Throws KILN_BAD_DEFINITION where a field is not there or the entity has been there before.
 */
export function promoteEntities(
  stored: readonly Definition[],
  layers: readonly Definition[],
  conversions: Conversions,
): readonly Definition[] {
  const wanted = [...conversions].flatMap(([place, { promote }]) => (promote ? [{ place, promote }] : []));
  if (wanted.length === 0) return layers;
  const before = entitiesIn(stored);
  const merged = entitiesIn(layers);
  const faults: Fault[] = [];
  const edits = new Map<string, JsonObject>();
  for (const { place, promote } of wanted) {
    const [owner = '', field = ''] = place.split('.');
    const document = edits.get(owner) ?? merged.get(owner);
    const properties = isObject(document?.properties) ? document.properties : {};
    const schema = Object.hasOwn(properties, field) ? properties[field] : undefined;
    const fault = (message: string) =>
      faults.push(wordedFault(`entity/${owner}#/properties/${field}`, 'definition', message));
    if (before.has(promote.entity)) fault(`There is an entity "${promote.entity}" already.`);
    if (!document || !isObject(schema)) {
      fault(`There is no field ${place}.`);
      continue;
    }
    if (!schema['x-relation']) {
      edits.set(owner, { ...document, properties: { ...properties, [field]: relationFrom(schema, promote) } });
    }
    if (!merged.has(promote.entity)) edits.set(promote.entity, entityFor(promote));
  }
  if (faults.length > 0) throw new KilnError('KILN_BAD_DEFINITION', { errors: faults });
  return applyEdits(
    layers,
    [...edits].map(([name, document]): DefinitionEdit => ({ kind: 'entity', name, document })),
  );
}

/**
 * What records hold instead of the options that become records, for conditions that compare with them; by targetKey.
 */
export function promotedOptions(from: Model, layers: readonly Definition[], conversions: Conversions): Changes {
  const merged = entitiesIn(layers);
  return new Map(
    [...conversions].flatMap(([place, { promote }]): [string, string][] => {
      const [owner = '', name = ''] = place.split('.');
      const document = merged.get(owner);
      const schema = isObject(document?.properties) ? document.properties[name] : undefined;
      const target = merged.get(promote?.entity ?? '');
      if (!promote || !target || !isObject(schema)) return [];
      const entity = byId(from.entities, document?.['x-id'] ?? owner);
      const field = entity && byId(entity.fields, schema['x-id'] ?? name);
      if (!entity || !field) return [];
      const id = String(target['x-id'] ?? promote.entity);
      return (optionsOf(field.schema) ?? []).map(({ value }) => [
        targetKey({ what: 'option', entity: entity.name, field: field.name, value }),
        promotedIdOf(id, value),
      ]);
    }),
  );
}

function entitiesIn(layers: readonly Definition[]): Map<string, JsonObject> {
  const { definitions } = mergeLayers(layers, kinds);
  return new Map(definitions.flatMap(({ kind, name, document }) => (kind === 'entity' ? [[name, document]] : [])));
}

function relationFrom(schema: JsonObject, { entity }: Promotion): JsonObject {
  const kept = ['x-id', 'title', 'description', 'x-sensitive', 'x-index'].filter((key) => schema[key] !== undefined);
  const isList = schema.type === 'array' || schema.items !== undefined;
  return {
    ...Object.fromEntries(kept.filter((key) => !isList || key !== 'x-index').map((key) => [key, schema[key] ?? null])),
    'x-relation': { to: entity, ...(isList ? { many: true } : {}) },
    ...(typeof schema.default === 'string' && schema.default.trim() !== '' && !isList
      ? { default: promotedIdOf(entity, schema.default) }
      : {}),
  };
}

function entityFor({ entity, title }: Promotion): JsonObject {
  return {
    $schema: 'kiln:entity',
    $id: entity,
    title: title ?? titleOf(entity),
    type: 'object',
    required: ['name'],
    properties: { name: { type: 'string', title: 'Name', minLength: 1 } },
    'x-display': 'name',
    'x-search': ['name'],
  };
}

import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { isObject, type Json, type JsonObject } from '../lib/json.ts';
import { kinds } from '../model/kinds.ts';
import { contentAt } from '../model/references/placeKey.ts';
import type { Name } from '../model/references/types.ts';
import type { Model } from '../model/types.ts';
import { type BuiltModel, buildModel } from './buildModel.ts';
import { editLayers } from './editLayers.ts';
import { fixDependants } from './fixDependants.ts';
import { loadDefinitions } from './loadDefinitions.ts';

let crm: BuiltModel;
let fields: readonly (readonly [entity: string, field: string])[];

beforeAll(async () => {
  const { definitions } = await loadDefinitions([fileURLToPath(new URL('../../schemas/crm', import.meta.url))]);
  crm = buildModel(definitions);
  fields = [...crm.model.entities.values()].flatMap(({ name, document, managed }) =>
    managed
      ? []
      : Object.keys(isObject(document.properties) ? document.properties : {}).map((field) => [name, field] as const),
  );
});

const documentOf = (name: string): JsonObject => crm.model.entities.get(name)?.document ?? {};

function changed(edits: readonly { kind: string; name: string; document: JsonObject | null }[]): Model {
  const { layers, problems } = editLayers(crm.layers, edits);
  expect(problems).toEqual([]);
  return fixDependants(crm.model, layers).built.model;
}

/** The entity with another name for a field, or without it. */
function withField(entity: string, field: string, to?: string): JsonObject {
  const document = documentOf(entity);
  const properties = Object.entries(isObject(document.properties) ? document.properties : {});
  const changes = properties.flatMap(([name, schema]): [string, Json][] => {
    if (name !== field) return [[name, schema]];
    return to === undefined || !isObject(schema) ? [] : [[to, { ...schema, 'x-id': field }]];
  });
  return { ...document, properties: Object.fromEntries(changes) };
}

/** How often documents name a field; undefined: anything. */
function uses(model: Model, entity?: string, field?: string): number {
  const isMeant = ({ target }: Name) =>
    entity === undefined || (target.what === 'field' && target.entity === entity && target.field === field);
  const found = model.definitions.flatMap(({ kind, document }) => {
    const references = kinds.find(({ name }) => name === kind)?.references(document) ?? [];
    return references.flatMap((reference) => {
      const text = contentAt(document, reference);
      return typeof text === 'string' ? reference.reads(text, model.entities) : [];
    });
  });
  return found.filter(isMeant).length;
}

test('everything follows when all entities of the base get other names at once', () => {
  const names = [...crm.model.entities.values()].filter(({ managed }) => !managed).map(({ name }) => name);
  const now = changed(
    names.flatMap((name) => [
      { kind: 'entity', name, document: null },
      { kind: 'entity', name: `${name}Zq`, document: { ...documentOf(name), $id: `${name}Zq`, 'x-id': name } },
    ]),
  );
  expect(uses(now)).toBe(uses(crm.model));
});

test('everything follows a field of the base that gets another name, and does without one that goes', () => {
  fc.assert(
    fc.property(fc.nat(), fc.boolean(), (number, goes) => {
      const [entity, field] = fields[number % fields.length] ?? ['', ''];
      const document = goes ? withField(entity, field) : withField(entity, field, 'qzField');
      const now = changed([{ kind: 'entity', name: entity, document }]);
      expect(uses(now, entity, 'qzField')).toBe(goes ? 0 : uses(crm.model, entity, field));
    }),
    { numRuns: Number(process.env.KILN_RUNS ?? 12) },
  );
}, 60_000);

import type { DefinitionSet } from '../../../definitions/kind.ts';
import { definitionId } from '../../../definitions/kind.ts';
import { snakeCase } from '../../../lib/snakeCase.ts';
import { compileRule, type RuleSource } from '../../compileRule.ts';
import { ownScope } from '../../scope.ts';
import type { Entity, Field, Inverse, Reference, UniqueRule } from '../../types.ts';
import { compileField } from './compileField.ts';
import { compileFormulas } from './compileFormulas.ts';
import { displayField } from './displayField.ts';
import type { EntityDocument, RuleKeyword, UniqueKeyword } from './document.ts';
import { findParents } from './findParents.ts';
import { optionRules } from './optionRules.ts';
import { type EntityOutline, type EntityOutlines, outlineEntities } from './outline.ts';

/** All entities of checked definitions, by name. */
export function compileEntities(set: DefinitionSet): ReadonlyMap<string, Entity> {
  const outlines = outlineEntities(set);
  const parents = findParents(outlines);
  const references = findReferences(outlines);
  return new Map(
    [...outlines].map(([name, outline]) => [
      name,
      compileEntity(outline, outlines, parents.get(name), references.get(name) ?? []),
    ]),
  );
}

/** One entity of checked definitions. `outlines`: of whatever its expressions speak of. */
export function compileEntity(
  outline: EntityOutline,
  outlines: EntityOutlines,
  parent: Entity['parent'],
  referencedBy: readonly Reference[],
): Entity {
  const { name, definition, document } = outline;
  const table = snakeCase(name);
  const formulas = compileFormulas(outline, outlines);
  const fields = new Map<string, Field>();
  for (const field of outline.fields.values()) {
    fields.set(
      field.name,
      compileField({ field, outline, outlines, table, parent, formula: formulas.get(field.name) }),
    );
  }
  const searched = (document['x-search'] ?? []).flatMap((field) => fields.get(field) ?? []);
  return {
    id: definitionId(definition),
    name,
    title: document.title,
    pluralTitle: document['x-plural'] ?? document.title,
    ...(document.description === undefined ? {} : { description: document.description }),
    ...(document['x-icon'] === undefined ? {} : { icon: document['x-icon'] }),
    ...(document['x-group'] === undefined ? {} : { group: document['x-group'] }),
    table,
    fields,
    inverses: new Map<string, Inverse>(outline.inverses),
    referencedBy,
    display: displayField(outline),
    search: {
      short: searched.filter((field) => field.type.search === 'short'),
      long: searched.filter((field) => field.type.search === 'long'),
    },
    owned: document['x-owned'] ?? false,
    settings: document['x-settings'] ?? false,
    managed: document['x-managed'] ?? false,
    ...(parent ? { parent } : {}),
    unique: uniqueRules(document, fields),
    indexes: indexes(document, fields),
    rules: [...(document['x-rules'] ?? []).map(ruleSource), ...optionRules(fields)].map((rule) =>
      compileRule(rule, ownScope(outlines, name)),
    ),
    stateful: [...fields.values()].filter(({ transitions }) => transitions),
    formulas: [...formulas.keys()].flatMap((formula) => {
      const field = fields.get(formula);
      return field?.formula && !field.formula.stored ? [field] : [];
    }),
    document: definition.document,
  };
}

function uniqueRules(document: EntityDocument, fields: ReadonlyMap<string, Field>): UniqueRule[] {
  const single = [...fields.values()].flatMap((field) => {
    const unique = field.schema['x-unique'];
    return unique ? [{ fields: [field.name], ignoreCase: unique === 'ignoreCase' }] : [];
  });
  return [...single, ...(document['x-unique'] ?? []).map(uniqueRule)];
}

function uniqueRule(keyword: UniqueKeyword): UniqueRule {
  return 'fields' in keyword
    ? { fields: keyword.fields, ignoreCase: keyword.ignoreCase ?? false }
    : { fields: keyword, ignoreCase: false };
}

function indexes(document: EntityDocument, fields: ReadonlyMap<string, Field>): (readonly string[])[] {
  const single = [...fields.values()].filter((field) => field.schema['x-index']).map((field) => [field.name]);
  return [...single, ...(document['x-index'] ?? [])];
}

function ruleSource({ range, require, forbid, ...rule }: RuleKeyword): RuleSource {
  const ranges = Object.entries(range ?? {}).map(([field, bounds]) => ({ field, ...bounds }));
  return { ...rule, require: require ?? [], forbid: forbid ?? [], ranges };
}

function findReferences(outlines: EntityOutlines): Map<string, Reference[]> {
  const references = new Map<string, Reference[]>();
  for (const entity of outlines.values()) {
    for (const { name, relation } of entity.fields.values()) {
      for (const target of relation?.targets ?? []) {
        const list = references.get(target) ?? [];
        list.push({ entity: entity.name, field: name });
        references.set(target, list);
      }
    }
  }
  return references;
}

import { definitionId } from '../../definitions/kind.ts';
import { memberId } from '../../definitions/memberId.ts';
import type { Definition } from '../../definitions/types.ts';
import type { Json, JsonObject } from '../../lib/json.ts';
import { items, members, object, textOf } from './collector.ts';

/** What everything is called, by what it is: by the x-ids, which do not change. */
export interface Identities {
  readonly entities: ReadonlyMap<string, EntityNames>;
  /** Names of the definitions of other kinds: kind → x-id → name. */
  readonly definitions: ReadonlyMap<string, ReadonlyMap<string, string>>;
}

export interface EntityNames {
  readonly name: string;
  /** By x-id; other ends of relations to it by entity and field, as `inverseId` says. */
  readonly members: ReadonlyMap<string, MemberNames>;
}

interface MemberNames {
  readonly name: string;
  /** Values of options by their ids. */
  readonly options: ReadonlyMap<string, string>;
  /** Entities that a relation points at, as the document calls them. */
  readonly targets?: readonly string[];
}

/**
 * Reads the names off the documents (of merged layers); what is wrong in them is left out.
 * `before`: as it was, to know what a relation points at that is still called by its old name.
 */
export function identitiesOf(definitions: readonly Definition[], before?: Identities): Identities {
  const entities = new Map<string, { name: string; members: Map<string, MemberNames> }>();
  const others = new Map<string, Map<string, string>>();
  const documents = definitions.filter(({ kind }) => kind === 'entity');
  for (const definition of documents) {
    entities.set(definitionId(definition), { name: definition.name, members: ownNames(definition.document) });
  }
  const idOf = entityIds(entities, before);
  for (const definition of documents) {
    const owner = definitionId(definition);
    for (const [field, { inverse, to }] of relations(definition.document)) {
      const known = before?.entities.get(owner)?.members.get(field)?.targets ?? [];
      for (const target of to) {
        const id = idOf(target, known.includes(target));
        entities.get(id ?? '')?.members.set(inverseId(owner, field), { name: inverse, options: new Map() });
      }
    }
  }
  for (const definition of definitions) {
    if (definition.kind === 'entity') continue;
    const names = others.get(definition.kind) ?? new Map<string, string>();
    others.set(definition.kind, names.set(definitionId(definition), definition.name));
  }
  return { entities, definitions: others };
}

function inverseId(entity: string, field: string): string {
  return `< ${entity}.${field}`;
}

function ownNames(document: JsonObject): Map<string, MemberNames> {
  return new Map(
    members(document.properties).map(([name, field]) => {
      const { to } = object(object(field)['x-relation']);
      return [memberId(name, field), { name, options: optionNames(field), targets: targetsOf(to) }];
    }),
  );
}

function optionNames(field: Json): Map<string, string> {
  const schema = object(field);
  const texts = object(schema['x-options']);
  const values = items(schema.enum ?? object(schema.items).enum);
  return new Map(
    values.flatMap(([, value]): [string, string][] =>
      typeof value === 'string' ? [[memberId(value, texts[value]), value]] : [],
    ),
  );
}

function relations(document: JsonObject): [string, { inverse: string; to: readonly string[] }][] {
  return members(document.properties).flatMap(([name, field]): ReturnType<typeof relations> => {
    const { to, inverse } = object(object(field)['x-relation']);
    if (typeof inverse !== 'string') return [];
    return [[memberId(name, field), { inverse, to: targetsOf(to) }]];
  });
}

function targetsOf(to: Json | undefined): readonly string[] {
  return typeof to === 'string' ? [to] : items(to).map(([, target]) => textOf(target));
}

/**
 * An entity that is there by that name; else the one that was, if it is there still. What a document has said before
 * means what it meant then: two may have changed names with each other.
 */
function entityIds(now: ReadonlyMap<string, { name: string }>, before: Identities | undefined) {
  const byName = (entities: ReadonlyMap<string, { name: string }>) =>
    new Map([...entities].map(([id, { name }]) => [name, id]));
  const [current, former] = [byName(now), byName(before?.entities ?? new Map())];
  return (name: string, isKnown: boolean): string | undefined =>
    isKnown ? (former.get(name) ?? current.get(name)) : (current.get(name) ?? former.get(name));
}

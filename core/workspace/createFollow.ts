import { definitionId } from '../definitions/kind.ts';
import type { Definition } from '../definitions/types.ts';
import { resultType } from '../fields/shared/resultType.ts';
import type { JsonObject } from '../lib/json.ts';
import type { ModelKind, Renamed } from '../model/kind.ts';
import { kinds } from '../model/kinds.ts';
import { type Changes, changesBetween, hintsOf } from '../model/references/changesBetween.ts';
import type { Follow } from '../model/references/followChanges.ts';
import { type Identities, identitiesOf } from '../model/references/identities.ts';
import { contentAt, placeKey } from '../model/references/placeKey.ts';
import type { DocumentOf, Path, Reference } from '../model/references/types.ts';
import { wordsOf } from '../model/references/wordsOf.ts';
import type { Model } from '../model/types.ts';

/** A document with its references, written out where it speaks of many things at once. */
interface Places {
  readonly document: JsonObject;
  readonly references: readonly Reference[];
  /** Members that were written out; what nothing changes in goes again. */
  readonly added: readonly Path[];
}

/** What names meant before a change of definitions, and what they should be now. */
export interface NamesThen {
  readonly changes: Changes;
  /** What records hold now instead of options. */
  readonly compared: Changes;
  placesOf(kind: ModelKind, definition: Definition): Places;
  followOf(definition: Definition): Follow;
  /** Whether the document says this since the change, by whoever changed it. */
  isNew(definition: Definition, reference: Reference): boolean;
  /** Whether the formula at this reference has values that it can keep. */
  keepsValues(definition: Definition, reference: Reference): boolean;
}

export function createFollow(
  model: Model,
  definitions: readonly Definition[],
  compared: Changes = new Map(),
): NamesThen {
  const before = identitiesOf(model.definitions);
  const after = identitiesOf(definitions, before);
  const changes = changesBetween(before, after);
  const shared = {
    words: wordsOf(model.entities, { before, after }),
    changes,
    compared,
    hints: hintsOf(new Map([...changes, ...compared])),
  };
  const knownOf = placesIn(model.definitions);
  const editedOf = placesIn(definitions);
  const isTaken = takenIn(before, after);
  // What has another name now may still be called by the one it had.
  const [now, then] = [documentsIn(definitions), documentsIn(model.definitions)];
  const others: DocumentOf = (kind, name) => now(kind, name) ?? then(kind, name);
  const affected = affectedEntities(model, { before, after });
  const nameThen = (definition: Definition): string =>
    (definition.kind === 'entity' ? before.entities.get(definitionId(definition))?.name : undefined) ?? definition.name;
  const keepsValues = (definition: Definition, { path }: Reference): boolean => {
    const entity = nameThen(definition);
    const was = shared.words.get(entity)?.fields.get(String(path[1]))?.name;
    const field = model.entities.get(entity)?.fields.get(was ?? '');
    if (field?.rollup) return resultType(field.schema) !== undefined;
    return field?.formula !== undefined && field.type.columns(field.schema, field.name).length === 1;
  };

  return {
    changes,
    compared,
    placesOf(kind, definition) {
      const { document, added } = kind.writeOut?.(definition.document, affected) ?? { ...definition, added: [] };
      // Its own fields are looked up under the name that it had.
      return { document, added, references: kind.references({ ...document, $id: nameThen(definition) }, others) };
    },
    followOf: (definition) => ({
      ...shared,
      isTaken,
      isKnown: (key) => knownOf(definition).has(key),
      keepsValues: (reference) => keepsValues(definition, reference),
    }),
    isNew(definition, reference) {
      const content = contentAt(definition.document, reference);
      if (content === undefined) return true;
      const key = placeKey(definition.document, reference, content);
      return editedOf(definition).has(key) && !knownOf(definition).has(key);
    },
    keepsValues,
  };
}

/** Whether something has the name of a target now that is not what had it before. */
function takenIn(before: Identities, after: Identities): Follow['isTaken'] {
  const ids = new Map([...before.entities].map(([id, { name }]) => [name, id]));
  const names = new Set([...after.entities.values()].map(({ name }) => name));
  const membersOf = (entity: string) => [...(after.entities.get(ids.get(entity) ?? '')?.members.values() ?? [])];
  return (target) => {
    switch (target.what) {
      case 'entity':
        return names.has(target.entity);
      case 'field':
        return membersOf(target.entity).some(({ name }) => name === target.field);
      case 'option':
        return membersOf(target.entity).some(({ options }) => [...options.values()].includes(target.value));
      case 'definition':
        return [...(after.definitions.get(target.kind)?.values() ?? [])].includes(target.name);
    }
  };
}

/** Entities with fields or options that are called otherwise or gone. Line items have no rights. */
function affectedEntities(
  model: Model,
  { before, after }: { before: Identities; after: Identities },
): readonly Renamed[] {
  return [...before.entities].flatMap(([id, { name, members }]) => {
    const now = after.entities.get(id);
    if (!now || model.entities.get(name)?.parent) return [];
    const isSame = [...members].every(([member, { name: field }]) => now.members.get(member)?.name === field);
    return isSame ? [] : [{ name: now.name, was: name }];
  });
}

/** The keys of the places of each document, by kind and x-id; made when they are first asked for. */
function placesIn(definitions: readonly Definition[]): (definition: Definition) => ReadonlySet<string> {
  const documents = new Map(definitions.map((definition) => [keyOf(definition), definition]));
  const others = documentsIn(definitions);
  const known = new Map<string, ReadonlySet<string>>();
  return (definition) => {
    const key = keyOf(definition);
    const keys = known.get(key) ?? placesOf(documents.get(key), others);
    known.set(key, keys);
    return keys;
  };
}

function keyOf(definition: Definition): string {
  return JSON.stringify([definition.kind, definitionId(definition)]);
}

function placesOf(definition: Definition | undefined, others: DocumentOf): Set<string> {
  const kind = kinds.find(({ name }) => name === definition?.kind);
  const keys = new Set<string>();
  if (!definition || !kind) return keys;
  const { document } = definition;
  for (const reference of kind.references(document, others)) {
    const content = contentAt(document, reference);
    if (content !== undefined) keys.add(placeKey(document, reference, content));
  }
  return keys;
}

/** The documents by kind and name. */
export function documentsIn(definitions: readonly Definition[]): DocumentOf {
  const documents = new Map(definitions.map(({ kind, name, document }) => [JSON.stringify([kind, name]), document]));
  return (kind, name) => documents.get(JSON.stringify([kind, name]));
}

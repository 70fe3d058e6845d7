import type { Actor } from '../context/types.ts';
import { definitionId } from '../definitions/kind.ts';
import { mergeLayers } from '../definitions/layers.ts';
import { memberId } from '../definitions/memberId.ts';
import { mergeDocuments } from '../definitions/mergeDocuments.ts';
import type { Definition } from '../definitions/types.ts';
import { KilnError } from '../errors/KilnError.ts';
import { isObject, type Json, type JsonObject } from '../lib/json.ts';
import { kinds } from '../model/kinds.ts';
import { applyEdits } from './applyEdits.ts';
import { changeLayers } from './changeLayers.ts';
import type { ChangeSetAnswer } from './changeSetAnswer.ts';
import type { ChangeOptions, DefinitionEdit } from './changeSetInput.ts';
import { findField } from './findField.ts';
import { pastLayers } from './pastLayers.ts';
import { type ParkedThing, readParking } from './readParking.ts';
import type { Workspace } from './types.ts';

/**
 * Brings back what is parked, by a change-set: a field to its entity, an entity with its forms, views and texts, or
 * what a field's values were before they became others. Throws KILN_NOT_FOUND; KILN_CONFLICT with the reason where it
 * has no place any more; and what changeLayers throws.
 */
export async function restoreParked(
  workspace: Workspace,
  id: string,
  options: ChangeOptions,
  actor: Actor,
): Promise<ChangeSetAnswer> {
  const { db } = workspace;
  return changeLayers(
    workspace,
    async (stored) => {
      const thing = (await readParking(db)).find((each) => each.id === id);
      if (!thing) throw new KilnError('KILN_NOT_FOUND', { detail: 'Nothing is parked under this id.' });
      if (!thing.by) throw impossible('History does not say what it was.');
      const [before, after] = await Promise.all([
        pastLayers(db, stored, thing.by.seq - 1),
        pastLayers(db, stored, thing.by.seq),
      ]);
      const [old, since, now] = [before, after, stored.layers].map((each) => mergeLayers(each, kinds).definitions);
      const states = { old: old ?? [], since: since ?? [], now: now ?? [] };
      const edits = thing.field ? restoreField(thing, thing.field.id, states) : restoreEntity(thing, states);
      return applyEdits(stored.layers, edits);
    },
    options,
    actor,
  );
}

/** Definitions before the change-set that parked it, after that, and today. */
interface States {
  readonly old: readonly Definition[];
  readonly since: readonly Definition[];
  readonly now: readonly Definition[];
}

function restoreEntity({ entity }: ParkedThing, { old, now }: States): DefinitionEdit[] {
  const was = findEntity(old, entity.id);
  if (!was) throw impossible('History does not say what it was.');
  if (now.some(({ kind, name }) => kind === 'entity' && name === was.name)) {
    throw impossible(`There is another entity "${was.name}" by now. Rename that one first.`);
  }
  const own = old.filter(
    ({ kind, name, document }) =>
      document.entity === was.name && !now.some((each) => each.kind === kind && each.name === name),
  );
  const wording = (locale: Definition): Json | undefined => member(locale.document.entities, was.name);
  return [
    ...[was, ...own].map(({ kind, name, document }) => ({ kind, name, document })),
    ...texts(old, now, wording, (document, text) => ({
      ...document,
      entities: put(document.entities, was.name, text),
    })),
  ];
}

function restoreField({ entity }: ParkedThing, id: string, { old: past, since, now }: States): DefinitionEdit[] {
  const [was, between, current] = [past, since, now].map((definitions) => findEntity(definitions, entity.id));
  if (!current) throw impossible(`The entity "${was?.name ?? entity.name}" is not there. Restore it first.`);
  const old = findField(was, id);
  if (!was || !old) throw impossible('History does not say what it was.');
  const field = findField(current, id);
  const name = field?.name ?? old.name;
  if (!field && isObject(current.document.properties) && Object.hasOwn(current.document.properties, name)) {
    throw impossible(`${current.name} has another field "${name}" by now. Rename that one first.`);
  }
  const base = findField(between, id)?.document ?? {};
  const merged = field ? mergeDocuments(base, old.document, field.document).merged : old.document;
  const restored = memberId(name, merged) === id ? merged : { ...merged, 'x-id': id };
  const document = {
    ...current.document,
    ...(field ? {} : listed(was.document, current.document, old.name)),
    properties: put(current.document.properties, name, restored),
  };
  const edit = { kind: 'entity', name: current.name, document };
  if (field) return [edit];
  const wording = (locale: Definition): Json | undefined =>
    member(member(member(locale.document.entities, was.name), 'fields'), old.name);
  const worded = texts(past, now, wording, (locale, text) => {
    const own = member(locale.entities, current.name);
    const fields = { ...(isObject(own) ? own : {}), fields: put(member(own, 'fields'), name, text) };
    return { ...locale, entities: put(locale.entities, current.name, fields) };
  });
  return [edit, ...worded];
}

/** Lists of field names that it stood in. */
function listed(was: JsonObject, current: JsonObject, name: string): JsonObject {
  return Object.fromEntries(
    ['required', 'x-search', 'x-order'].flatMap((key): [string, Json][] => {
      const [old, now = []] = [was[key], current[key]];
      return Array.isArray(old) && old.includes(name) && Array.isArray(now) ? [[key, [...now, name]]] : [];
    }),
  );
}

/** Of each language what it said, unless it says something again. */
function texts(
  old: readonly Definition[],
  now: readonly Definition[],
  wording: (locale: Definition) => Json | undefined,
  withText: (document: JsonObject, text: Json) => JsonObject,
): DefinitionEdit[] {
  return now.flatMap((locale): DefinitionEdit[] => {
    const was = old.find(({ kind, name }) => kind === 'locale' && locale.kind === kind && name === locale.name);
    const text = was && wording(was);
    if (text === undefined || wording(locale) !== undefined) return [];
    return [{ kind: 'locale', name: locale.name, document: withText(locale.document, text) }];
  });
}

function findEntity(definitions: readonly Definition[], id: string): Definition | undefined {
  return definitions.find((each) => each.kind === 'entity' && definitionId(each) === id);
}

function member(value: Json | undefined, name: string): Json | undefined {
  return isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}

function put(object: Json | undefined, name: string, value: Json): JsonObject {
  return { ...(isObject(object) ? object : {}), [name]: value };
}

function impossible(detail: string): KilnError {
  return new KilnError('KILN_CONFLICT', { detail: `This cannot come back: ${detail}` });
}

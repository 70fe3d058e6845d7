import { definitionId } from '../definitions/kind.ts';
import { mergeLayers } from '../definitions/layers.ts';
import { memberId } from '../definitions/memberId.ts';
import type { Definition } from '../definitions/types.ts';
import { KilnError } from '../errors/KilnError.ts';
import { isObject, type Json, type JsonObject } from '../lib/json.ts';
import { kinds } from '../model/kinds.ts';
import { applyEdits } from './applyEdits.ts';
import { buildModel } from './buildModel.ts';
import type { DefinitionEdit } from './changeSetInput.ts';
import { fixDependants } from './fixDependants.ts';

/** The states of a merge: what both sides came from, mine, and what there is today. */
interface MergeStates {
  readonly base: readonly Definition[];
  readonly mine: readonly Definition[];
  readonly now: readonly Definition[];
}

/**
 * The three states of a merge, each of merged layers, in the words of today: what others renamed since `base` is called
 * what it is called now, wherever a document names it, so that only changes are left. What `mine` renamed as well stays
 * as it is.
 */
export function mergeCarried(layers: MergeStates): MergeStates {
  const merge = (each: readonly Definition[]) => mergeLayers(each, kinds).definitions;
  const states = { base: merge(layers.base), mine: merge(layers.mine), now: merge(layers.now) };
  const carry = (side: 'base' | 'mine') => carryNames(layers[side], states[side], states);
  return { base: carry('base'), mine: carry('mine'), now: states.now };
}

function carryNames(
  layers: readonly Definition[],
  merged: readonly Definition[],
  states: MergeStates,
): readonly Definition[] {
  const edits = renames(merged, states);
  if (edits.length === 0) return merged;
  try {
    const { built } = fixDependants(buildModel(layers).model, applyEdits(layers, edits));
    return mergeLayers(built.layers, kinds).definitions;
  } catch (error) {
    // What is wrong with these layers is told when they are planned, and names that are taken are a conflict.
    if (error instanceof KilnError && error.code === 'KILN_BAD_DEFINITION') return merged;
    throw error;
  }
}

function renames(definitions: readonly Definition[], { base, mine, now }: MergeStates): DefinitionEdit[] {
  const [old, own, current] = [byId(base), byId(mine), byId(now)];
  return definitions.flatMap((definition): DefinitionEdit[] => {
    const { kind, name, document } = definition;
    const id = definitionId(definition);
    const key = keyOf(kind, id);
    const [was, my, is] = [old.get(key), own.get(key), current.get(key)];
    if (!was || !is) return [];
    const target = nameNow(name, { was: was.name, my: my?.name, is: is.name });
    const properties = renamedFields(document.properties, was, my, is);
    if (target === name && !properties) return [];
    const renamed = { ...document, ...(properties ? { properties } : {}) };
    if (target === name) return [{ kind, name, document: renamed }];
    return [
      { kind, name: target, document: { ...renamed, $id: target, 'x-id': id } },
      { kind, name, document: null },
    ];
  });
}

interface Names {
  readonly was: string | undefined;
  readonly my: string | undefined;
  readonly is: string | undefined;
}

/** Another name only where it is still called as it was, and mine did not rename it, too. */
function nameNow(name: string, { was, my, is }: Names): string {
  const isOurs = my !== undefined && my !== was;
  return is === undefined || isOurs || name !== was ? name : is;
}

/** Undefined when all are called what they are called now, or may not be. */
function renamedFields(
  fields: Json | undefined,
  was: Definition,
  my: Definition | undefined,
  is: Definition,
): JsonObject | undefined {
  if (!isObject(fields)) return undefined;
  const [old, own, current] = [namesById(was), namesById(my), namesById(is)];
  const renamed = Object.entries(fields).map(([name, field]): [string, Json] => {
    const id = memberId(name, field);
    const target = nameNow(name, { was: old.get(id), my: own.get(id), is: current.get(id) });
    return target === name || !isObject(field) ? [name, field] : [target, { ...field, 'x-id': id }];
  });
  const names = new Set(renamed.map(([name]) => name));
  const isSame = renamed.every(([name]) => Object.hasOwn(fields, name));
  return isSame || names.size < renamed.length ? undefined : Object.fromEntries(renamed);
}

function namesById(definition: Definition | undefined): ReadonlyMap<string, string> {
  const fields = isObject(definition?.document.properties) ? definition.document.properties : {};
  return new Map(Object.entries(fields).map(([name, field]) => [memberId(name, field), name]));
}

function byId(definitions: readonly Definition[]): ReadonlyMap<string, Definition> {
  return new Map(definitions.map((definition) => [keyOf(definition.kind, definitionId(definition)), definition]));
}

function keyOf(kind: string, id: string): string {
  return JSON.stringify([kind, id]);
}

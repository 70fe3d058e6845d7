import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { type Said, said } from '../errors/said.ts';
import { isObject, type Json, type JsonObject } from '../lib/json.ts';
import { didYouMean } from './didYouMean.ts';
import { explainErrors } from './explainErrors.ts';
import { forbiddenKeys } from './forbiddenKeys.ts';
import { type DefinitionSet, definitionId, type Kind } from './kind.ts';
import { fromPointer, toPointer, valueAt } from './pointer.ts';
import type { Definition, DefinitionProblem } from './types.ts';

export interface Examination {
  /** Everything that is wrong, in the order of the definitions. */
  readonly problems: DefinitionProblem[];
  /** What the metaschemas accept, for the compiler once there are no problems. */
  readonly set: DefinitionSet;
}

/** Everything that is wrong with a set of definitions (of merged layers). Never throws on any JSON. */
export function checkDefinitions(definitions: readonly Definition[], kinds: readonly Kind[]): DefinitionProblem[] {
  return createChecker(kinds)(definitions).problems;
}

/** The same for many sets: the metaschemas are compiled once, which takes some 20 ms. */
export function createChecker(kinds: readonly Kind[]): (definitions: readonly Definition[]) => Examination {
  // Metaschemas are Kiln's own; here only speed counts.
  const ajv = new Ajv2020({ allErrors: true, verbose: true, strict: false });
  const validators = new Map(kinds.map((kind) => [kind.name, ajv.compile(kind.metaschema)]));
  return (definitions) => examine(definitions, kinds, validators);
}

function examine(
  definitions: readonly Definition[],
  kinds: readonly Kind[],
  validators: ReadonlyMap<string, ValidateFunction>,
): Examination {
  const problems: DefinitionProblem[] = [];
  const report = (definition: Definition, path: readonly (string | number)[], words: Said): void => {
    problems.push(toProblem(definition, path, words));
  };
  const sound = new Map<string, Definition[]>(kinds.map((kind) => [kind.name, []]));
  const names = new Map<string, string[]>(kinds.map((kind) => [kind.name, []]));
  const broken = new Map<string, readonly (readonly string[])[]>();

  for (const definition of definitions) {
    const validate = validators.get(definition.kind);
    if (validate === undefined) {
      const known = didYouMean(definition.kind, validators.keys());
      report(definition, ['$schema'], said`There is no kind of definition "${definition.kind}".${known}`);
      continue;
    }
    names.get(definition.kind)?.push(definition.name);
    if (definition.document['x-patch'] !== undefined) {
      report(definition, ['x-patch'], said`This patch has no definition "${definition.name}" to change.`);
      continue;
    }
    if (definition.document.$id !== definition.name) {
      report(definition, ['$id'], said`"$id" must be "${definition.name}", the name it is stored under.`);
    }
    const part = soundPart(definition, validate);
    for (const fault of part.faults) report(definition, fromPointer(fault.pointer), fault);
    broken.set(`${definition.kind} ${definition.name}`, part.broken);
    if (part.definition) sound.get(definition.kind)?.push(part.definition);
  }

  for (const kind of kinds) reportDuplicates(kind, definitions, report);
  const set: DefinitionSet = {
    of: (kind) => sound.get(kind) ?? [],
    names: (kind) => names.get(kind) ?? [],
    broken: (kind, name) => broken.get(`${kind} ${name}`) ?? [],
  };
  for (const kind of kinds) {
    for (const problem of kind.check(set)) report(problem.definition, problem.path, problem);
  }
  return { problems: inOrder(problems, definitions), set };
}

interface Place extends Said {
  readonly pointer: string;
}

interface SoundPart {
  readonly faults: readonly Place[];
  /** Paths of what was left out. */
  readonly broken: readonly (readonly string[])[];
  readonly definition?: Definition;
}

/**
 * The document without the members that the metaschema refuses, so that one wrong field does not hide what is wrong
 * elsewhere. No definition when even the rest is refused.
 */
function soundPart(definition: Definition, validate: ValidateFunction): SoundPart {
  const forbidden = forbiddenKeys(definition.document).map(({ path, ...words }) => ({
    pointer: toPointer(path),
    ...words,
  }));
  if (forbidden.length === 0 && validate(definition.document)) return { faults: [], broken: [], definition };
  const kept = without(definition.document, forbidden);
  const faults = validate(kept.document) ? [] : explainErrors(validate.errors ?? []);
  const all = [...forbidden, ...faults];
  const inside = withoutMembers(kept.document, faults);
  if (inside && validate(inside))
    return { faults: all, broken: kept.removed, definition: { ...definition, document: inside } };
  const rest = without(kept.document, faults);
  return {
    faults: all,
    broken: [...kept.removed, ...rest.removed],
    ...(validate(rest.document) ? { definition: { ...definition, document: rest.document } } : {}),
  };
}

/** A copy without the very members of the faults, where all of them are such and lie in lists, whose items keep their places. */
function withoutMembers(original: JsonObject, faults: readonly Place[]): JsonObject | undefined {
  const document = structuredClone(original);
  for (const { pointer } of faults) {
    const path = fromPointer(pointer);
    const owner = valueAt(document, path.slice(0, -1));
    if (!isObject(owner) || !Array.isArray(document[path[0] ?? ''])) return undefined;
    delete owner[path.at(-1) ?? ''];
  }
  return document;
}

/**
 * A copy without the places of the faults: a member of `properties` goes alone, anything else with its whole keyword.
 */
function without(original: JsonObject, faults: readonly Place[]): { document: JsonObject; removed: string[][] } {
  const document = { ...original };
  const removed: string[][] = [];
  for (const { pointer } of faults) {
    const [keyword, member] = fromPointer(pointer);
    if (keyword === undefined) continue;
    const members = document[keyword];
    if (member !== undefined && isObject(members)) {
      document[keyword] = Object.fromEntries(Object.entries(members).filter(([name]) => name !== member));
      removed.push([keyword, member]);
    } else {
      delete document[keyword];
      removed.push([keyword]);
    }
  }
  return { document, removed };
}

function reportDuplicates(
  kind: Kind,
  definitions: readonly Definition[],
  report: (definition: Definition, path: readonly string[], words: Said) => void,
): void {
  const byName = new Map<string, Definition>();
  const byId = new Map<string, Definition>();
  for (const definition of definitions) {
    if (definition.kind !== kind.name) continue;
    const other = byName.get(definition.name);
    if (other) {
      report(
        definition,
        ['$id'],
        said`There are two definitions of the ${kind.name} "${definition.name}"${whereIs(other)}.`,
      );
      continue;
    }
    byName.set(definition.name, definition);
    const id = definitionId(definition);
    const owner = byId.get(id);
    if (owner) {
      const path = definition.document['x-id'] === undefined ? ['$id'] : ['x-id'];
      report(
        definition,
        path,
        said`The id "${id}" belongs to the ${kind.name} "${owner.name}"; give this one another "x-id".`,
      );
    } else byId.set(id, definition);
  }
}

function whereIs({ file, package: owner }: Definition): Said {
  return file ? said`; the other is in ${file}` : said`; the other is in package ${owner}`;
}

/** Names the file of the last layer that has a say at that place. */
function toProblem(
  definition: Definition,
  path: readonly (string | number)[],
  { message, code, params }: Said,
): DefinitionProblem {
  const patch = definition.patches?.findLast((layer) => hasSay(layer.document, path));
  const file = patch?.file ?? definition.file;
  const { kind, name } = definition;
  return { kind, name, ...(file === undefined ? {} : { file }), pointer: toPointer(path), message, code, params };
}

function hasSay(patch: Json, path: readonly (string | number)[]): boolean {
  if (path.length === 0) return false;
  for (let length = path.length; length > 0; length--) {
    const value = valueAt(patch, path.slice(0, length));
    if (value !== undefined) return length === path.length || !isObject(value);
  }
  return false;
}

function inOrder(problems: readonly DefinitionProblem[], definitions: readonly Definition[]): DefinitionProblem[] {
  const place = new Map(definitions.map((definition, index) => [`${definition.kind} ${definition.name}`, index]));
  const placeOf = (problem: DefinitionProblem): number => place.get(`${problem.kind} ${problem.name}`) ?? -1;
  return [...problems].sort((a, b) => placeOf(a) - placeOf(b));
}

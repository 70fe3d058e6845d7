import { toPointer } from '../definitions/pointer.ts';
import type { DefinitionProblem } from '../definitions/types.ts';
import { KilnError } from '../errors/KilnError.ts';
import type { Said } from '../errors/said.ts';
import { isObject, type Json, type JsonObject } from '../lib/json.ts';
import { badDefinition } from '../model/badDefinition.ts';
import { foreignSchemaProblem } from '../model/foreignSchema.ts';
import type { Model } from '../model/types.ts';
import { bundleStep } from './steps/code/bundleStep.ts';

/**
 * Looks at what of some workflows is in another language, and cannot be looked at in the browser: TypeScript and JSON
 * Schemas. Throws KILN_BAD_DEFINITION with every place.
 */
export async function checkForeignParts(model: Model, workflows: ReadonlySet<string>): Promise<void> {
  const problems: DefinitionProblem[] = [];
  for (const { name, document } of model.workflows.values()) {
    if (!workflows.has(name)) continue;
    for (const { path, value } of foreignParts(document, [])) {
      const wrong = isObject(value) ? schemaProblems(value) : await codeProblems(String(value));
      for (const words of wrong) problems.push({ ...words, kind: 'workflow', name, pointer: toPointer(path) });
    }
  }
  if (problems.length > 0) throw badDefinition(problems);
}

type Path = readonly (string | number)[];

/** Codes of steps, and schemas of steps and of the trigger. */
function foreignParts(value: Json, path: Path): { readonly path: Path; readonly value: Json }[] {
  if (Array.isArray(value)) return value.flatMap((item, index) => foreignParts(item, [...path, index]));
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([key, item]) => {
    // What a step is given is no step.
    if (key === 'with') return isObject(item) ? partsOfStep(value.do, item, [...path, key]) : [];
    return key === 'trigger' ? partOf(item, 'schema', [...path, key]) : foreignParts(item, [...path, key]);
  });
}

function partsOfStep(name: Json | undefined, given: Json, path: Path) {
  const code = name === 'code' ? partOf(given, 'code', path) : [];
  return name === 'code' || name === 'http' ? [...code, ...partOf(given, 'schema', path)] : code;
}

function partOf(given: Json, member: string, path: Path) {
  const value = isObject(given) ? given[member] : undefined;
  return value === undefined ? [] : [{ path: [...path, member], value }];
}

function schemaProblems(schema: JsonObject): Said[] {
  const problem = foreignSchemaProblem(schema);
  return problem ? [problem] : [];
}

async function codeProblems(source: string): Promise<readonly Said[]> {
  try {
    await bundleStep(source);
    return [];
  } catch (error) {
    if (error instanceof KilnError) return error.errors;
    throw error;
  }
}

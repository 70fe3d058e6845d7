import { Ajv2020, MissingRefError } from 'ajv/dist/2020.js';
import { explainErrors } from '../definitions/explainErrors.ts';
import { saidFault } from '../errors/fault.ts';
import type { Fault } from '../errors/KilnError.ts';
import { inEnglish, type Said, said } from '../errors/said.ts';
import type { Json, JsonObject } from '../lib/json.ts';
import { formats } from './formats.ts';
import { linearPattern, patternRefusal } from './patterns.ts';

/** Characters of a schema: its code is made where Kiln itself runs. */
const maxLength = 64 * 1024;

/** Fills in the schema's defaults and says everything that is wrong. */
export type ForeignCheck = (value: Json) => readonly Fault[];

/**
 * Makes a check of a JSON Schema that a plugin's author wrote. Regular expressions run in linear time, and nothing is
 * loaded. Throws what schemaFault() explains.
 */
export function compileForeignSchema(schema: JsonObject): ForeignCheck {
  if (JSON.stringify(schema).length > maxLength) throw new UnfitSchema(said`It has more than ${maxLength / 1024} KB.`);
  const engine = Object.assign(
    (pattern: string) => {
      const linear = linearPattern(pattern);
      if (linear) return linear;
      throw new UnfitSchema(said`${JSON.stringify(pattern)}: ${patternRefusal(pattern)}`);
    },
    { code: 'new RegExp' },
  );
  // One of its own: two authors may give different schemas the same $id.
  const ajv = new Ajv2020({
    allErrors: true,
    verbose: true,
    strict: false,
    useDefaults: true,
    code: { regExp: engine },
  });
  for (const [name, format] of Object.entries(formats)) ajv.addFormat(name, format);
  requireSchema(ajv, schema);
  const isValid = ajv.compile<Json>(schema);
  return (value) => {
    try {
      return isValid(value) ? [] : explainErrors(isValid.errors ?? []);
    } catch (error) {
      // A schema that refers to itself without end.
      if (error instanceof RangeError) return [saidFault('', said`It cannot be checked: the schema has no end.`)];
      throw error;
    }
  };
}

/** Why a schema cannot be used; undefined where it can. */
export function foreignSchemaProblem(schema: JsonObject): Said | undefined {
  try {
    compileForeignSchema(schema);
    return undefined;
  } catch (error) {
    return said`This schema cannot be used: ${schemaFault(error)}`;
  }
}

/** What keeps a schema from being used, of what compileForeignSchema() threw. */
export function schemaFault(error: unknown): Said {
  if (error instanceof UnfitSchema) return error.words;
  if (error instanceof MissingRefError) return said`It refers to "${error.missingRef}", which is not in it.`;
  return said`It is no JSON Schema that can be checked. ${inEnglish(error instanceof Error ? error.message : String(error))}`;
}

class UnfitSchema extends Error {
  readonly words: Said;

  constructor(words: Said) {
    super(words.message);
    this.words = words;
  }
}

/** Ajv would tell of the first place in its own words. */
function requireSchema(ajv: Ajv2020, schema: JsonObject): void {
  const { $schema: draft } = schema;
  if (draft !== undefined && !(typeof draft === 'string' && ajv.getSchema(draft))) {
    throw new UnfitSchema(said`Its "$schema" is not known here; leave it out.`);
  }
  if (ajv.validateSchema(schema)) return;
  const [first] = explainErrors(ajv.errors ?? []);
  if (first) throw new UnfitSchema(first.pointer === '' ? first : said`At ${first.pointer}: ${first}`);
}

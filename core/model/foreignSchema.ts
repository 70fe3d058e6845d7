import { Ajv2020 } from 'ajv/dist/2020.js';
import { explainErrors } from '../definitions/explainErrors.ts';
import { wordedFault } from '../errors/fault.ts';
import type { Fault } from '../errors/KilnError.ts';
import { type Said, said } from '../errors/said.ts';
import type { Json, JsonObject } from '../lib/json.ts';
import { formats } from './formats.ts';
import { linearPattern } from './patterns.ts';

/** Characters of a schema: its code is made where Kiln itself runs. */
const maxLength = 64 * 1024;

/** Fills in the schema's defaults and says everything that is wrong. */
export type ForeignCheck = (value: Json) => readonly Fault[];

/**
 * Makes a check of a JSON Schema that a plugin's author wrote. Regular expressions run in linear time, and nothing is
 * loaded. Throws an Error that says why it cannot be used.
 */
export function compileForeignSchema(schema: JsonObject): ForeignCheck {
  if (JSON.stringify(schema).length > maxLength) throw new Error(`It has more than ${maxLength / 1024} KB.`);
  const engine = Object.assign(
    (pattern: string) => {
      const linear = linearPattern(pattern);
      if (!linear) throw new Error(`The pattern ${pattern} cannot be checked in linear time.`);
      return linear;
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
  const isValid = ajv.compile<Json>(schema);
  return (value) => {
    try {
      return isValid(value) ? [] : explainErrors(isValid.errors ?? []);
    } catch (error) {
      // A schema that refers to itself without end.
      if (error instanceof RangeError)
        return [wordedFault('', 'other', 'It cannot be checked: the schema has no end.')];
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
    return said`This schema cannot be used: ${error instanceof Error ? error.message : String(error)}`;
  }
}

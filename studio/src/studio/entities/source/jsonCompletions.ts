import { isObject, type Json, type JsonObject } from '../../../../../core/lib/json.ts';

export interface JsonCompletion {
  readonly label: string;
  readonly description: string | undefined;
  /** What is put in: a member with a value to begin with, or the value. */
  readonly insert: string;
}

/** The part of a metaschema that describes a place of a document, by its path; undefined: anything may stand there. */
export function schemaAt(root: JsonObject, path: readonly string[]): JsonObject | undefined {
  let here: JsonObject | undefined = resolve(root, root);
  for (const key of path) here = here && resolve(root, memberOf(here, key));
  return here;
}

/** Members that an object may have and does not have yet. */
export function memberCompletions(root: JsonObject, schema: JsonObject, present: readonly string[]): JsonCompletion[] {
  const members = isObject(schema.properties) ? schema.properties : {};
  return Object.entries(members)
    .filter(([name]) => !present.includes(name))
    .map(([name, member]) => {
      const own = resolve(root, member);
      return { label: name, description: description(own), insert: `"${name}": ${firstValue(own)}` };
    });
}

/** Values that may stand at a place, where they can be listed. */
export function valueCompletions(schema: JsonObject): JsonCompletion[] {
  const values = Array.isArray(schema.enum) ? schema.enum : schema.const !== undefined ? [schema.const] : [];
  const all = values.length === 0 && schema.type === 'boolean' ? [true, false] : values;
  return all.map((value) => ({
    label: String(value),
    description: description(schema),
    insert: JSON.stringify(value),
  }));
}

function memberOf(schema: JsonObject, key: string): Json | undefined {
  if (isObject(schema.properties) && Object.hasOwn(schema.properties, key)) return schema.properties[key];
  if (isObject(schema.additionalProperties)) return schema.additionalProperties;
  return schema.items;
}

/** Follows `$ref`, and of several choices takes the one that says most of members. */
function resolve(root: JsonObject, schema: Json | undefined): JsonObject | undefined {
  if (!isObject(schema)) return undefined;
  if (typeof schema.$ref === 'string') {
    const target = schema.$ref.replace(/^#\/\$defs\//, '');
    const definitions = isObject(root.$defs) ? root.$defs : {};
    const { $ref: _ref, ...beside } = schema;
    const found = resolve(root, definitions[target]);
    return found && { ...found, ...beside };
  }
  if (!Array.isArray(schema.anyOf) || isObject(schema.properties)) return schema;
  const choices = schema.anyOf.map((choice) => resolve(root, choice)).filter((choice) => choice !== undefined);
  return choices.find((choice) => isObject(choice.properties)) ?? choices[0] ?? schema;
}

function description(schema: JsonObject | undefined): string | undefined {
  return typeof schema?.description === 'string' ? schema.description : undefined;
}

function firstValue(schema: JsonObject | undefined): string {
  if (schema?.const !== undefined) return JSON.stringify(schema.const);
  switch (schema?.type) {
    case 'object':
      return '{}';
    case 'array':
      return '[]';
    case 'boolean':
      return 'true';
    case 'integer':
    case 'number':
      return '0';
    default:
      return '""';
  }
}

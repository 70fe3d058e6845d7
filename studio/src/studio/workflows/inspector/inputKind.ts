import { isObject, type Json } from '../../../../../core/lib/json.ts';
import type { InputSchema } from '../../../../../core/model/kinds/workflow/steps/StepType.ts';

/** How something is typed in. */
export type InputLook =
  | 'name'
  | 'text'
  | 'long'
  | 'where'
  | 'cel'
  | 'duration'
  | 'number'
  | 'switch'
  | 'enum'
  | 'values'
  | 'variables'
  | 'people'
  | 'secret'
  | 'code'
  | 'list'
  | 'pairs'
  | 'group'
  | 'json';

const names: ReadonlySet<string> = new Set([
  'entity',
  'role',
  'workflow',
  'form',
  'plugin',
  'pluginFunction',
  'pluginStep',
  'field',
  'user',
  'team',
  'secret',
]);

export function inputLook(schema: InputSchema): InputLook {
  const kind = schema['x-input'];
  if (kind !== undefined && names.has(kind)) return 'name';
  switch (kind) {
    case 'values':
    case 'newValues':
      return 'values';
    case 'where':
    case 'cel':
    case 'duration':
    case 'variables':
    case 'people':
    case 'code':
    case 'json':
      return kind;
    case 'multiline':
    case 'html':
      return 'long';
    default:
      return byType(schema);
  }
}

function byType(schema: InputSchema): InputLook {
  if (schema.enum) return 'enum';
  const types = Array.isArray(schema.type) ? schema.type : [schema.type];
  const [type] = types.filter((each) => each !== 'null');
  if (types.length > 2) return 'text';
  switch (type) {
    case 'string':
      return 'text';
    case 'boolean':
      return 'switch';
    case 'integer':
    case 'number':
      return 'number';
    case 'array':
      return schema.items ? 'list' : 'json';
    case 'object':
      if (schema.properties) return 'group';
      return isObject(schema.additionalProperties) ? 'pairs' : 'json';
    default:
      return schema.properties ? 'group' : takesSecret(schema) ? 'secret' : schema.anyOf ? 'text' : 'json';
  }
}

/** Whether a value of the schema may be a secret. */
export function takesSecret(schema: InputSchema): boolean {
  return schema.anyOf?.some(({ properties }) => properties?.$secret !== undefined) ?? false;
}

/** Texts that are one `${…}`: their value is what the expression gives. */
export function isExpression(value: Json | undefined): value is string {
  return typeof value === 'string' && /^\s*\$\{[\s\S]*\}\s*$/.test(value);
}

/** Those that are typed as a text take expressions anyway; the others take one in their place. */
export function takesExpression(schema: InputSchema, look: InputLook): boolean {
  if (schema['x-constant']) return false;
  if (look === 'name') return schema['x-input'] === 'user' || schema['x-input'] === 'team';
  return look === 'duration' || look === 'number' || look === 'switch' || look === 'enum' || look === 'list';
}

import { said } from '../../../../errors/said.ts';
import type { CelType } from '../../../../expressions/types.ts';
import { isObject, type Json, type JsonObject } from '../../../../lib/json.ts';
import { readCondition } from '../../../templates/readCondition.ts';
import { readExpression } from '../../../templates/readExpression.ts';
import type { Template } from '../../../workflowTypes.ts';
import { branchOf, isFixed, memberSchema, typesOf } from '../inputFaults.ts';
import { celTypeOf } from '../scopes/celTypeOf.ts';
import { entityFor } from '../steps/entityFor.ts';
import type { InputSchema } from '../steps/StepType.ts';
import { checkName } from './checkName.ts';
import { checkPerson } from './checkPerson.ts';
import { complaint, inside, type Reader } from './Reader.ts';
import { listOf, objectOf, readAny } from './readAny.ts';
import { readTyped } from './readTyped.ts';
import { readValues } from './readValues.ts';
import { readVariable } from './readVariable.ts';

/**
 * What a step is given, of the form that the schema says. `siblings`: the object that has it as a member. The form itself
 * is held by inputFaults.
 */
export function readInput(schema: InputSchema, value: Json, siblings: JsonObject, reader: Reader): Template {
  const kind = schema['x-input'];
  const entity = entityFor(schema, siblings, reader.document.trigger);
  if (typeof value === 'string') {
    if (kind === 'where' && entity !== undefined) return readWhere(value, entity, reader);
    if (kind === 'cel') readExpression(value, { scope: reader.scope, complain: complaint(reader) });
    checkPerson(schema, value, reader);
    if (!isFixed(schema)) return readTyped(value, wantedBy(schema, reader), reader);
    checkName(schema, value, siblings, reader);
    return { is: 'value', value };
  }
  if (isFixed(schema)) return { is: 'value', value };
  if ((kind === 'values' || kind === 'newValues') && entity !== undefined) {
    return readValues(value, entity, reader);
  }
  if (kind === 'variables') return readVariables(value, reader);
  const branch = branchOf(schema, value);
  if (Array.isArray(value)) {
    const { items = {} } = branch;
    return listOf(value.map((item, index) => readInput(items, item, siblings, inside(reader, [index]))));
  }
  if (!isObject(value)) return { is: 'value', value };
  return objectOf(
    Object.entries(value).map(([name, member]) => {
      const own = inside(reader, [name]);
      const known = memberSchema(branch, name);
      return [name, known ? readInput(known, member, value, own) : readAny(member, own)];
    }),
  );
}

function readWhere(text: string, entity: string, reader: Reader): Template {
  const { outlines, world } = reader.setting;
  // What is wrong with the entity is reported there.
  if (!outlines.has(entity)) return { is: 'value', value: null };
  const members = world.everything(entity);
  const over = Object.assign((name: string) => members(name) ?? (name === 'actor' ? world.actor : undefined), {
    names: () => [...(members.names?.() ?? []), 'actor'],
  });
  return readCondition(text, { scope: reader.scope, complain: complaint(reader), over });
}

/** New values of variables. */
function readVariables(value: Json, reader: Reader): Template {
  const { document } = reader;
  if (!isObject(value)) return readAny(value, reader);
  return objectOf(
    Object.entries(value).map(([name, member]) => {
      const own = inside(reader, [name]);
      const variables = document.variables ?? {};
      const schema = Object.hasOwn(variables, name) ? variables[name] : undefined;
      if (!schema) checkName({ 'x-input': 'variables' }, name, {}, own);
      return [name, schema ? readVariable(name, schema, member, own) : readAny(member, own)];
    }),
  );
}

const dyn: CelType = { kind: 'dyn' };

const celTypes: Readonly<Record<string, CelType>> = {
  string: { kind: 'string' },
  number: { kind: 'double' },
  integer: { kind: 'int' },
  boolean: { kind: 'bool' },
  array: { kind: 'list', of: dyn },
};

/** The type of expressions that the schema takes. One of several is any. */
function wantedBy(schema: InputSchema, { setting }: Reader) {
  const frame = { name: schema.title === undefined ? said`"This"` : `"${schema.title}"`, escape: schema['x-escape'] };
  if (schema['x-input'] === 'people') return { ...frame, type: dyn, isIds: true };
  const types = typesOf(schema).filter((type) => type !== 'null');
  const only = types.length === 1 ? types[0] : undefined;
  if (only === 'string' && schema.format) {
    return { ...frame, type: celTypeOf({ type: only, format: schema.format }, setting.world, schema.title ?? 'This') };
  }
  return { ...frame, type: (only === undefined ? undefined : celTypes[only]) ?? dyn };
}

import type { CelType } from '../../../../expressions/types.ts';
import { inferFieldType } from '../../../../fields/fieldTypes.ts';
import { isObject, type Json, type JsonObject } from '../../../../lib/json.ts';
import { members, object, textOf } from '../../../references/collector.ts';
import { membersOf } from '../../../scope.ts';
import { celTypeOf } from './celTypeOf.ts';
import type { ScopeWorld } from './ScopeWorld.ts';

export type Variables = Readonly<Record<string, CelType>>;

const dyn: CelType = { kind: 'dyn' };
const string: CelType = { kind: 'string' };
const id = membersOf({ id: string });

/** What the trigger brings: `record`, `before`, `trigger` and `input`, as far as it has them, and `actor`. */
export function triggerVariables(document: JsonObject, world: ScopeWorld): Variables {
  const trigger = object(document.trigger);
  const entity = typeof trigger.entity === 'string' ? trigger.entity : undefined;
  const own: CelType | undefined =
    entity === undefined ? undefined : { kind: 'object', name: entity, fields: world.own(entity) };
  // What is started by hand or by others may be started by a move of a select, too.
  const hasBefore = ['record.updated', 'manual', 'workflow'].includes(textOf(trigger.on));
  const about: Variables = own ? { record: own, ...(hasBefore ? { before: own } : {}) } : {};
  const more: Variables = { on: string, at: { kind: 'timestamp' }, ...(own ? { entity: string } : {}), ...about };
  const fields = membersOf({ ...more, ...ownMembers(trigger, world) });
  return {
    ...about,
    trigger: { kind: 'object', name: 'the trigger', fields },
    ...(isObject(document.input) ? { input: inputType(document.input) } : {}),
    actor: world.actor,
  };
}

function ownMembers(trigger: JsonObject, world: ScopeWorld): Variables {
  switch (trigger.on) {
    case 'webhook':
      return { body: celTypeOf(trigger.schema, world, 'the body'), headers: dyn, query: dyn };
    case 'plugin':
      return { data: dyn };
    case 'date':
      return { field: string };
    case 'workflow':
    case 'manual':
      // Another workflow, or a select's move from one value to another, may start it as well.
      return { parent: dyn, field: string, from: string, to: string };
    default:
      return {};
  }
}

/** Relations that are asked for are ids. */
function inputType(input: JsonObject): CelType {
  const types = members(input.properties).map(([name, field]) => [name, fieldType(field)] as const);
  return { kind: 'object', name: 'the input', fields: membersOf(Object.fromEntries(types)) };
}

function fieldType(field: Json): CelType {
  const schema = object(field);
  const { to, many } = object(schema['x-relation']);
  if (to !== undefined) {
    if (Array.isArray(to) || to === '*') return dyn;
    const target: CelType = { kind: 'object', name: textOf(to), fields: id };
    return many === true ? { kind: 'list', of: target } : target;
  }
  return inferFieldType(schema)?.celType(schema) ?? dyn;
}

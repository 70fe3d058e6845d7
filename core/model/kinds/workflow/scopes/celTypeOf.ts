import { hasId } from '../../../../expressions/checking/joinTypes.ts';
import type { CelType, Scope } from '../../../../expressions/types.ts';
import { isObject, type Json } from '../../../../lib/json.ts';
import { membersOf } from '../../../scope.ts';
import type { ScopeWorld } from './ScopeWorld.ts';

const dyn: CelType = { kind: 'dyn' };
const id: Scope = membersOf({ id: { kind: 'string' } });

const textual: Readonly<Record<string, CelType>> = {
  date: { kind: 'date' },
  'date-time': { kind: 'timestamp' },
  time: { kind: 'time' },
  duration: { kind: 'duration' },
};

const plain: Readonly<Record<string, CelType>> = {
  integer: { kind: 'int' },
  number: { kind: 'double' },
  boolean: { kind: 'bool' },
};

/**
 * The type that a value of the JSON Schema has in expressions, unknown where it says little. `name`: what an object of
 * it is called in messages; no entity is called so.
 */
export function celTypeOf(schema: Json | undefined, world: ScopeWorld, name: string): CelType {
  if (!isObject(schema)) return dyn;
  const { 'x-record': entity, 'x-select': select, type, format, items, properties } = schema;
  if (typeof entity === 'string') return recordType(entity, world, typeof select === 'string' ? select : '*');
  // With null beside it, it is of that type all the same: every value may be null.
  const only = Array.isArray(type) ? type.filter((each) => each !== 'null') : [type];
  if (only.length !== 1) return dyn;
  switch (only[0]) {
    case 'string':
      return (typeof format === 'string' ? textual[format] : undefined) ?? { kind: 'string' };
    case 'array':
      return { kind: 'list', of: celTypeOf(items, world, name) };
    case 'object': {
      if (!isObject(properties)) return dyn;
      const members = Object.entries(properties);
      const types = members.map(([member, each]) => [member, celTypeOf(each, world, `${name}.${member}`)] as const);
      return { kind: 'object', name, fields: membersOf(Object.fromEntries(types)) };
    }
    default:
      return (typeof only[0] === 'string' ? plain[only[0]] : undefined) ?? dyn;
  }
}

/** A record as a list answers with it, with what is selected: `id,name,account(name)`. */
function recordType(entity: string, world: ScopeWorld, select: string): CelType {
  const tokens = select.match(/[A-Za-z][A-Za-z0-9]*|[*(),]/g) ?? [];
  return selected({ kind: 'object', name: entity, fields: world.everything(entity) }, tokens.values());
}

function selected(type: CelType, tokens: IterableIterator<string>): CelType {
  if (type.kind === 'list') return { kind: 'list', of: selected(type.of, tokens) };
  const members = new Map<string, CelType>();
  const note = (name: string): CelType => {
    const found = type.kind === 'object' ? type.fields(name) : dyn;
    if (found) members.set(name, unselected(found));
    return found ?? dyn;
  };
  // Steps read it of each record, whatever is selected.
  if (hasId(type)) note('id');
  let last: { name: string; type: CelType } | undefined;
  for (const token of tokens) {
    if (token === ')') break;
    if (token === '(' && last) members.set(last.name, selected(last.type, tokens));
    else if (token === '*' && type.kind === 'object') {
      for (const name of type.fields.names?.() ?? []) if (!isRecords(type.fields(name))) note(name);
    } else if (/^[A-Za-z]/.test(token)) last = { name: token, type: note(token) };
  }
  if (type.kind !== 'object') return dyn;
  return { kind: 'object', name: type.name, fields: membersOf(Object.fromEntries(members)) };
}

/** A related record of which nothing is selected is its id. */
function unselected(type: CelType): CelType {
  if (type.kind === 'list') return { kind: 'list', of: unselected(type.of) };
  const isRecord = type.kind === 'object' && hasId(type) && type.fields('entity') === undefined;
  return isRecord ? { ...type, fields: id } : type;
}

/** Line items and the other ends of relations: they come when they are selected. */
function isRecords(type: CelType | undefined): boolean {
  return type?.kind === 'list' && hasId(type.of);
}

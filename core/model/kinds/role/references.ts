import type { JsonObject } from '../../../lib/json.ts';
import type { Renamed } from '../../kind.ts';
import { collector, members, object } from '../../references/collector.ts';
import { cel, entityName, fieldName, nothing } from '../../references/readers.ts';
import type { Condition, Path, Reads, Reference, Remedy } from '../../references/types.ts';
import { rights } from '../../rights.ts';
import { everyEntity } from './document.ts';
import { grantSource } from './grantSource.ts';

/** What a role names. A right whose condition cannot be asked any more is not given: never wider than before. */
export function roleReferences(document: JsonObject): readonly Reference[] {
  const found = collector();
  for (const [entity, entry] of members(document.entities)) {
    const path = ['entities', entity];
    // An entry is there for what goes, too: else more would be allowed when it comes back.
    found.key(path, entityName, 'rightRemoved', { do: 'set', path, value: { read: false, 'x-gone': true } });
    for (const right of rights) {
      const at = [...path, right];
      const grant = object(entry)[right] ?? false;
      if (grant === false) continue;
      found.place(at, condition(entity), 'rightRemoved', { do: 'set', path: at, value: false }, narrowed);
    }
    for (const [field, right] of members(object(entry).fields)) {
      const at = [...path, 'fields', field];
      found.key(at, fieldName(entity), 'fieldRightRemoved', whenFieldGone(at, object(right)));
      // What cannot be masked any more is not shown.
      const hidden = { do: 'set', path: at, value: { read: false } } as const;
      if (object(right).mask !== undefined) found.place([...at, 'mask'], nothing, 'fieldRightRemoved', hidden);
    }
  }
  return found.references;
}

const narrowed: Condition = { goesAs: false, neverWider: true };

/** Of the right to a field that goes, what it does not allow stays. */
function whenFieldGone(path: Path, { read, write, mask }: JsonObject): Remedy {
  const limits: JsonObject = {
    ...(read === false ? { read } : {}),
    ...(write === false ? { write } : {}),
    ...(mask === undefined ? {} : { mask }),
  };
  if (Object.keys(limits).length === 0) return { do: 'remove', path };
  return { do: 'set', path, value: { ...limits, 'x-gone': true } };
}

/** What `*` says is said of each of the entities that have no entry of their own. */
export function writeOutRole(document: JsonObject, entities: readonly Renamed[]) {
  const entries = object(document.entities);
  const everywhere = entries[everyEntity];
  const hasOwn = ({ name, was }: Renamed) => [name, was].some((each) => Object.hasOwn(entries, each));
  const others = everywhere === undefined ? [] : entities.filter((entity) => !hasOwn(entity));
  const written = Object.fromEntries(others.map(({ name }) => [name, object(everywhere)]));
  return {
    document: others.length === 0 ? document : { ...document, entities: { ...entries, ...written } },
    added: others.map(({ name }) => ['entities', name]),
  };
}

/** Shortcuts name nothing. */
function condition(entity: string): Reads {
  const read = cel(entity);
  return (text, words) => (grantSource(text, true) === text ? read(text, words) : []);
}

import type { EntityNames, Identities } from './identities.ts';
import type { Target } from './types.ts';

/** By `targetKey` of what was: its new name, or null when it is gone. What kept its name is not in it. */
export type Changes = ReadonlyMap<string, string | null>;

export function targetKey(target: Target): string {
  switch (target.what) {
    case 'entity':
      return JSON.stringify(['entity', target.entity]);
    case 'field':
      return JSON.stringify(['field', target.entity, target.field]);
    case 'option':
      return JSON.stringify(['option', target.entity, target.field, target.value]);
    case 'definition':
      return JSON.stringify(['definition', target.kind, target.name]);
  }
}

/** What may stand in a text that names something of the changes: a text without any of it names nothing of them. */
export function hintsOf(changes: Changes): readonly string[] {
  const names = [...changes.keys()].map((key) => String(JSON.parse(key).at(-1)));
  // Other characters may be escaped in a text.
  return [...new Set(names.map((name) => (/^[\p{L}\p{N} _-]+$/u.test(name) ? name : '')))];
}

/** What is called otherwise, or gone. */
export function changesBetween(before: Identities, after: Identities): Changes {
  const changes = new Map<string, string | null>();
  const note = (target: Target, was: string, now: string | undefined): void => {
    if (now !== was) changes.set(targetKey(target), now ?? null);
  };
  for (const [id, entity] of before.entities) {
    const now = after.entities.get(id);
    note({ what: 'entity', entity: entity.name }, entity.name, now?.name);
    noteMembers(entity, now, note);
  }
  for (const [kind, names] of before.definitions) {
    for (const [id, name] of names)
      note({ what: 'definition', kind, name }, name, after.definitions.get(kind)?.get(id));
  }
  return changes;
}

function noteMembers(
  { name: entity, members }: EntityNames,
  now: EntityNames | undefined,
  note: (target: Target, was: string, now: string | undefined) => void,
): void {
  for (const [id, { name: field, options }] of members) {
    const member = now?.members.get(id);
    note({ what: 'field', entity, field }, field, member?.name);
    // A field that offers no options any more takes other values, too.
    if (!member || member.options.size === 0) continue;
    for (const [option, value] of options) {
      note({ what: 'option', entity, field, value }, value, member.options.get(option));
    }
  }
}

import type { Definition } from '../definitions/types.ts';
import { deepFreeze } from '../lib/deepFreeze.ts';
import { badDefinition } from './badDefinition.ts';
import { examine } from './examine.ts';
import type { ModelParts } from './kind.ts';
import { kinds } from './kinds.ts';
import type { Model } from './types.ts';
import { versionOf } from './versionOf.ts';

/**
 * The frozen model of a set of definitions (of merged layers). The order of the definitions makes no difference.
 * Throws KILN_BAD_DEFINITION with every problem: `errors` have pointers `<file or kind/name>#<pointer>`,
 * `extra.problems` are the DefinitionProblems.
 */
export function compile(definitions: readonly Definition[]): Model {
  const sorted = structuredClone([...definitions]).sort((a, b) => order(`${a.kind} ${a.name}`, `${b.kind} ${b.name}`));
  const { problems, set } = examine(sorted);
  if (problems.length > 0) throw badDefinition(problems);
  const parts: ModelParts = {
    entities: new Map(),
    forms: new Map(),
    views: new Map(),
    roles: new Map(),
    locales: new Map(),
    plugins: new Map(),
    actions: new Map(),
    pages: new Map(),
    workflows: new Map(),
  };
  for (const kind of kinds) Object.assign(parts, kind.compile(set));
  for (const part of Object.values(parts)) {
    // Fields stand in a map inside their entity, entities in one inside their role.
    for (const item of part.values()) {
      if ('fields' in item && item.fields instanceof Map) for (const field of item.fields.values()) deepFreeze(field);
      if ('system' in item && item.entities instanceof Map) for (const each of item.entities.values()) deepFreeze(each);
      deepFreeze(item);
    }
  }
  return deepFreeze({ version: versionOf(sorted), definitions: sorted, ...parts });
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

import { diff } from '../definitions/diff.ts';
import type { Definition } from '../definitions/types.ts';
import type { Model } from '../model/types.ts';

/** Names of the entities that look different in another model: by themselves, or by their forms and views. */
export function changedEntities(from: Model, to: Model): string[] {
  const names = diff(from.definitions, to.definitions).flatMap((change) =>
    [change.from, change.to].flatMap((definition) => (definition ? entitiesOf(definition) : [])),
  );
  return [...new Set(names)].sort();
}

function entitiesOf({ kind, name, document }: Definition): string[] {
  if (kind === 'entity') return [name];
  return typeof document.entity === 'string' ? [document.entity] : [];
}

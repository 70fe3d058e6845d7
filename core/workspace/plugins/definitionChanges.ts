import { definitionId } from '../../definitions/kind.ts';
import { mergeLayers } from '../../definitions/layers.ts';
import type { Definition } from '../../definitions/types.ts';
import { kinds } from '../../model/kinds.ts';
import type { DefinitionName, PluginChange } from './PluginChange.ts';

/** What a package adds, what of others it changes, and what was its own and goes. */
export function definitionChanges(
  before: readonly Definition[],
  after: readonly Definition[],
  id: string,
): PluginChange['definitions'] {
  const own = (layers: readonly Definition[]) =>
    layers.filter(({ package: owner, kind }) => owner === id && kind !== 'plugin');
  const others = mergeLayers(
    after.filter(({ package: owner }) => owner !== id),
    kinds,
  ).definitions;
  const targetOf = ({ kind, name, document }: Definition): Definition | undefined => {
    const wanted = typeof document['x-id'] === 'string' ? document['x-id'] : name;
    return others.find((each) => each.kind === kind && (definitionId(each) === wanted || each.name === name));
  };
  const isPatch = (definition: Definition): boolean =>
    definition.document['x-patch'] === true || (definition.kind === 'locale' && targetOf(definition) !== undefined);
  const was = own(before);
  const now = own(after);
  return {
    added: now.filter((each) => !isPatch(each)).map((each) => nameOf(each, id)),
    patched: now.filter(isPatch).map((each) => nameOf(each, targetOf(each)?.package ?? id)),
    removed: was
      .filter((each) => !now.some(({ kind, name }) => kind === each.kind && name === each.name))
      .map((each) => nameOf(each, id)),
  };
}

function nameOf({ kind, name, document }: Definition, owner: string): DefinitionName {
  const { title } = document;
  return { kind, name, package: owner, ...(typeof title === 'string' ? { title } : {}) };
}

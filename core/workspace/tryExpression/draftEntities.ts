import { createChecker } from '../../definitions/checkDefinitions.ts';
import { definitionId } from '../../definitions/kind.ts';
import { mergeLayers } from '../../definitions/layers.ts';
import type { Definition } from '../../definitions/types.ts';
import { entityKind } from '../../model/kinds/entity/kind.ts';
import { outlineEntities } from '../../model/kinds/entity/outline.ts';
import { kinds } from '../../model/kinds.ts';
import { identitiesOf } from '../../model/references/identities.ts';
import type { Words } from '../../model/references/types.ts';
import type { Model } from '../../model/types.ts';
import type { DefinitionEdit } from '../changeSetInput.ts';
import { editLayers } from '../editLayers.ts';

/**
 * The entities of a draft, which may be wrong in parts, and what they are called in the model that records have now.
 */
export interface DraftEntities {
  readonly entities: Words;
  /** Undefined for an entity that is new. */
  storedEntity(name: string): string | undefined;
  /** Undefined for a field that is new, or another one since. */
  storedMember(entity: string, member: string): string | undefined;
}

export function draftEntities(
  model: Model,
  layers: readonly Definition[],
  changes: readonly DefinitionEdit[],
): DraftEntities {
  if (!changes.some(({ kind }) => kind === 'entity')) {
    return { entities: model.entities, storedEntity: (name) => name, storedMember: (_entity, member) => member };
  }
  const { definitions } = mergeLayers(editLayers(layers, changes).layers, kinds);
  const { set } = createChecker([entityKind])(definitions.filter(({ kind }) => kind === 'entity'));
  const before = identitiesOf(model.definitions);
  const after = identitiesOf(definitions, before);
  const ids = new Map(
    definitions.filter(({ kind }) => kind === 'entity').map((each) => [each.name, definitionId(each)]),
  );
  const storedEntity = (name: string) => before.entities.get(ids.get(name) ?? '')?.name;
  return {
    entities: outlineEntities(set),
    storedEntity,
    storedMember(entity, member) {
      const id = ids.get(entity) ?? '';
      const found = [...(after.entities.get(id)?.members ?? [])].find(([, { name }]) => name === member);
      // What every record has is in no document.
      const stored = storedEntity(entity);
      if (!found)
        return stored !== undefined && model.entities.get(stored)?.fields.get(member)?.system ? member : undefined;
      return before.entities.get(id)?.members.get(found[0])?.name;
    },
  };
}

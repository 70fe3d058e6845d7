import type { BrowserEntity, BrowserField, BrowserModel } from '../../../core/model/browserModel.ts';
import { findEntity } from './model.ts';

interface FieldChoice {
  readonly path: string;
  readonly title: string;
  readonly field: BrowserField;
}

export interface FieldChoices {
  /** The relation that leads to the fields; undefined: the entity's own. */
  readonly relation: string | undefined;
  readonly title: string;
  readonly fields: readonly FieldChoice[];
}

/** Fields that a column, a sort or a filter may name: an entity's own, then those of each record that it points at. */
export function fieldChoices(
  model: BrowserModel,
  entity: BrowserEntity,
  isOffered: (field: BrowserField) => boolean,
): FieldChoices[] {
  const own = choices(entity, '', isOffered);
  const related = entity.fields.flatMap(({ name, title, relation }): FieldChoices[] => {
    const target = relation?.kind === 'one' ? findEntity(model, relation.targets[0] ?? '') : undefined;
    return target ? [{ relation: name, title, fields: choices(target, `${name}.`, isOffered) }] : [];
  });
  return [{ relation: undefined, title: entity.title, fields: own }, ...related].filter(
    ({ fields }) => fields.length > 0,
  );
}

/** Not worth a place among the fields that people choose from. */
const hidden = new Set(['id', 'version', 'deletedAt']);

function choices(entity: BrowserEntity, prefix: string, isOffered: (field: BrowserField) => boolean): FieldChoice[] {
  return entity.fields
    .filter((field) => !hidden.has(field.name) && isOffered(field))
    .map((field) => ({ path: prefix + field.name, title: field.title, field }));
}

import { quoteIdent, quoteLiteral } from '../lib/quoteIdent.ts';
import type { Field, Model } from '../model/types.ts';
import type { Operation } from './operations.ts';

/** Polymorphic relations hold the names of entities: where an entity is renamed, they follow. */
export function renamedReferences(from: Model, to: Model): Operation[] {
  const now = new Map([...to.entities.values()].map((entity) => [entity.id, entity]));
  const names = new Map<string, string>();
  for (const was of from.entities.values()) {
    const entity = now.get(was.id);
    if (entity && entity.name !== was.name) names.set(was.name, entity.name);
  }
  if (names.size === 0) return [];
  return [...from.entities.values()].flatMap((was) => {
    const entity = now.get(was.id);
    if (!entity) return [];
    const fields = new Map([...entity.fields.values()].map((field) => [field.id, field]));
    return [...was.fields.values()].flatMap((old): Operation[] => {
      const column = entityColumn(fields.get(old.id));
      const oldColumn = entityColumn(old);
      const field = fields.get(old.id);
      if (!field || !column || !oldColumn) return [];
      const values = [...names.keys()].map((name) => quoteLiteral(name).trim()).join(', ');
      return [
        {
          op: 'renameReferences',
          entity: entity.name,
          field: field.name,
          risk: 'rewrites',
          sentence: `Values of ${entity.name}.${field.name} follow the new names of entities.`,
          affected: `select count(*) from data.${quoteIdent(was.table)} where ${quoteIdent(oldColumn)} in (${values})`,
          table: entity.table,
          column,
          names: Object.fromEntries(names),
        },
      ];
    });
  });
}

function entityColumn(field: Field | undefined): string | undefined {
  return field?.relation?.kind === 'polymorphic' ? field.columns[1]?.name : undefined;
}

import type { DefinitionSet } from '../../../definitions/kind.ts';
import type { View, ViewColumn } from '../../types.ts';
import { isDefault } from '../isDefault.ts';
import { viewDocument } from './document.ts';

/** All views of checked definitions, by name. */
export function compileViews(set: DefinitionSet): ReadonlyMap<string, View> {
  const documents = set.of('view').map(viewDocument);
  return new Map(
    documents.map((document) => {
      const { $id: name, title, entity, type, columns = [] } = document;
      const { where, sort, groupBy, cardFields, sumField, startField, endField, titleField, colorField } = document;
      const view: View = {
        name,
        title,
        entity,
        default: isDefault(document, documents),
        type,
        columns: columns.map((column): ViewColumn => (typeof column === 'string' ? { field: column } : column)),
        ...(where === undefined ? {} : { where }),
        ...(sort === undefined ? {} : { sort }),
        ...(groupBy === undefined ? {} : { groupBy }),
        ...(cardFields === undefined ? {} : { cardFields }),
        ...(sumField === undefined ? {} : { sumField }),
        ...(startField === undefined ? {} : { startField }),
        ...(endField === undefined ? {} : { endField }),
        ...(titleField === undefined ? {} : { titleField }),
        ...(colorField === undefined ? {} : { colorField }),
      };
      return [name, view];
    }),
  );
}

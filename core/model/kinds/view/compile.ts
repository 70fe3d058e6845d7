import type { DefinitionSet } from '../../../definitions/kind.ts';
import type { View, ViewColumn } from '../../types.ts';
import { isDefault } from '../isDefault.ts';
import { viewDocument } from './document.ts';

/** All views of checked definitions, by name. */
export function compileViews(set: DefinitionSet): ReadonlyMap<string, View> {
  const documents = set.of('view').map(viewDocument);
  return new Map(
    documents.map((document) => {
      const { title, entity, type, where, sort } = document;
      const view: View = {
        name: document.$id,
        title,
        entity,
        default: isDefault(document, documents),
        type,
        columns: document.columns.map(
          (column): ViewColumn => (typeof column === 'string' ? { field: column } : column),
        ),
        ...(where === undefined ? {} : { where }),
        ...(sort === undefined ? {} : { sort }),
      };
      return [view.name, view];
    }),
  );
}

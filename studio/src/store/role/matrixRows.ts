import type { BrowserEntity, BrowserModel } from '../../../../core/model/browserModel.ts';
import { entityGroups, settingsEntities } from '../model.ts';

export interface MatrixRow {
  readonly entity: BrowserEntity;
  /** Line items stand below their parent. */
  readonly depth: number;
}

/** Every entity, in the order of the sidebar, each followed by its line items. */
export function matrixRows(model: BrowserModel): MatrixRow[] {
  const withLines = (entity: BrowserEntity, depth: number): MatrixRow[] => [
    { entity, depth },
    ...model.entities
      .filter(({ parent }) => parent?.entity === entity.name)
      .flatMap((line) => withLines(line, depth + 1)),
  ];
  const business = entityGroups(model).flatMap(({ entities }) => entities);
  return [...business, ...settingsEntities(model)].flatMap((entity) => withLines(entity, 0));
}

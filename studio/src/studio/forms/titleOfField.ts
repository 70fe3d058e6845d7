import type { BrowserEntity } from '../../../../core/model/browserModel.ts';
import { findField } from '../../store/model.ts';

/** What a field of a form is called; one that is not there any more by its name. */
export function titleOfField(entity: BrowserEntity, name: string): string {
  return findField(entity, name)?.title ?? entity.inverses.find((inverse) => inverse.name === name)?.title ?? name;
}

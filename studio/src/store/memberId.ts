import type { BrowserEntity, BrowserField } from '../../../core/model/browserModel.ts';

/** What an entity or a field keeps when it is renamed. */
export function memberId({ id, name }: Pick<BrowserEntity | BrowserField, 'id' | 'name'>): string {
  return id ?? name;
}

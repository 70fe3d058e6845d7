import type { BrowserEntity } from '../../../core/model/browserModel.ts';
import { memberId } from './memberId.ts';

/** What an entity has gained and lost, by the titles of its fields. */
export interface EntityNews {
  readonly added: readonly string[];
  readonly removed: readonly string[];
  readonly renamed: readonly { readonly from: string; readonly to: string }[];
}

/** undefined: nothing that somebody who works with its records would notice. */
export function entityNews(before: BrowserEntity, after: BrowserEntity): EntityNews | undefined {
  const [olds, news] = [before, after].map(
    ({ fields }) => new Map(fields.map((field) => [memberId(field), field.title])),
  );
  if (!olds || !news) return undefined;
  const added = [...news].flatMap(([id, title]) => (olds.has(id) ? [] : [title]));
  const removed = [...olds].flatMap(([id, title]) => (news.has(id) ? [] : [title]));
  const renamed = [...olds].flatMap(([id, from]) => {
    const to = news.get(id);
    return to === undefined || to === from ? [] : [{ from, to }];
  });
  return added.length + removed.length + renamed.length > 0 ? { added, removed, renamed } : undefined;
}

import type { TFunction } from 'i18next';
import type { BrowserEntity } from '../../../../core/model/browserModel.ts';
import { entityNews } from '../../store/entityNews.ts';
import type { Toasts } from '../../ui/toasts/createToasts.ts';

/** Says what an entity has gained and lost since it was read, if anything that somebody who works with it would notice. */
export function tellNews(t: TFunction, toasts: Toasts, before: BrowserEntity, after: BrowserEntity): void {
  const news = entityNews(before, after);
  if (!news) return;
  const { added, removed, renamed } = news;
  const words = [
    ...(added.length > 0 ? [t('model.added', { fields: added.join(', ') })] : []),
    ...(removed.length > 0 ? [t('model.removed', { fields: removed.join(', ') })] : []),
    ...renamed.map((each) => t('model.renamed', each)),
  ];
  toasts.info(t('model.changed', { entity: after.pluralTitle, news: words.join(' · ') }), { seconds: 12 });
}

import { useQueryClient } from '@tanstack/react-query';
import { useLocation, useRouter } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { recordKeys } from '../../api/keys.ts';
import { memberId } from '../../store/memberId.ts';
import { useToasts } from '../../ui/toasts/ToastsContext.tsx';
import { useEntity, useModel } from '../ModelContext.tsx';

/** Follows changes of the entity that the page is about: says what is new, reads its records again, goes along with a new name. */
export function useModelNews(): void {
  const { t } = useTranslation();
  const cache = useQueryClient();
  const toasts = useToasts();
  const { history } = useRouter();
  const { href, pathname } = useLocation();
  const { locale } = useModel();
  const [name = ''] = pathname.split('/').filter(Boolean);
  const entity = useEntity(name);
  const last = useRef({ entity, locale });

  useEffect(() => {
    const { entity: before, locale: language } = last.current;
    last.current = { entity, locale };
    if (!entity || !before || before === entity || memberId(before) !== memberId(entity)) return;
    cache.invalidateQueries({ queryKey: recordKeys.entity(entity.name) });
    if (language === locale) void import('./tellNews.ts').then(({ tellNews }) => tellNews(t, toasts, before, entity));
  }, [cache, toasts, t, entity, locale]);

  useEffect(() => {
    if (!entity || entity.name === name) return;
    // What is typed stays where it is: it is the same page.
    history.replace(href.replace(`/${name}`, `/${entity.name}`), history.location.state, { ignoreBlocker: true });
  }, [history, href, name, entity]);
}

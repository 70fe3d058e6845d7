import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { toldKey } from '../../api/keys.ts';
import type { NotificationNews } from '../../inbox/createNotificationNews.ts';
import { useToasts } from '../../ui/toasts/ToastsContext.tsx';
import { withInboxTexts } from '../settingsTexts.ts';

const loadNews = withInboxTexts(
  async () => (await import('../../inbox/createNotificationNews.ts')).createNotificationNews,
);

/** Shows what one is told while one works. */
export function useNotificationNews(): void {
  const { t } = useTranslation();
  const toasts = useToasts();
  const navigate = useNavigate();
  const { data: told = nothing } = useQuery({ queryKey: toldKey, queryFn: () => nothing, enabled: false });
  const news = useRef<Promise<NotificationNews>>(undefined);
  const known = useRef(told);

  useEffect(() => {
    return () => {
      news.current?.then(({ close }) => close());
      news.current = undefined;
    };
  }, []);

  useEffect(() => {
    const fresh = told.filter((id) => !known.current.includes(id));
    known.current = told;
    if (fresh.length === 0) return;
    const open = (path: string) => navigate({ to: path });
    // Parts that the first page does without.
    news.current ??= loadNews().then((create) => create({ toasts, t, open }));
    news.current.then((each) => each.told(fresh)).catch(() => {});
  }, [told, toasts, t, navigate]);
}

const nothing: readonly string[] = [];

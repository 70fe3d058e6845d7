import { useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Download, ScrollText } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../../api/ApiError.ts';
import { auditExportPath, listAudit } from '../../api/audit.ts';
import { auditKeys } from '../../api/keys.ts';
import { Button, buttonClass } from '../../ui/Button.tsx';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { ErrorPage } from '../../ui/ErrorPage.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { PageHeader } from '../../ui/PageHeader.tsx';
import page from '../../ui/SettingsPage.module.css';
import { useEndInSight } from '../../ui/useEndInSight.ts';
import { AuditFilters } from './AuditFilters.tsx';
import styles from './AuditPage.module.css';
import { AuditRow } from './AuditRow.tsx';
import { auditQuery } from './auditQuery.ts';
import type { AuditState } from './auditState.ts';

/** Everything that happened, newest first: who, what, when, and how it was before. */
export function AuditPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const state = useSearch({ from: '/settings/audit' });
  const query = useMemo(() => auditQuery(state), [state]);
  const [openedId, setOpenedId] = useState<string>();
  const { data, error, refetch, fetchNextPage, hasNextPage, isFetching, isFetchingNextPage } = useInfiniteQuery({
    queryKey: auditKeys.list(query),
    queryFn: ({ pageParam, signal }) => listAudit(query, pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next ?? undefined,
  });
  const entries = data?.pages.flatMap((each) => each.data) ?? [];
  const end = useEndInSight(entries.length, () => {
    if (hasNextPage && !isFetching) fetchNextPage();
  });
  const change = (changed: Partial<Record<keyof AuditState, string | undefined>>) =>
    navigate({
      to: '/settings/audit',
      search: (before) => Object.fromEntries(Object.entries({ ...before, ...changed }).filter(([, value]) => value)),
      replace: true,
    });
  const isFiltered = Object.keys(state).length > 0;

  if (error instanceof ApiError && error.status === 403) return <ErrorPage error={error} />;

  return (
    <div className={page.page}>
      <PageHeader icon={<ScrollText size={16} aria-hidden />} title={t('settings.section.audit')}>
        <a className={buttonClass()} href={auditExportPath(query, 'csv')} download>
          <Download size={14} aria-hidden />
          <span>{t('audit.export')}</span>
        </a>
      </PageHeader>
      <AuditFilters state={state} onChange={change} />
      <div className={styles.list} aria-busy={!data && !error}>
        {entries.length > 0 ? (
          <ol>
            {entries.map((entry) => (
              <AuditRow
                key={entry.id}
                entry={entry}
                isOpen={entry.id === openedId}
                onToggle={() => setOpenedId((before) => (before === entry.id ? undefined : entry.id))}
                onFilter={change}
              />
            ))}
          </ol>
        ) : null}
        {error ? <ErrorNotice error={error} onRetry={() => refetch()} /> : null}
        {data && entries.length === 0 && !error ? (
          <Notice
            icon={<ScrollText size={20} />}
            title={t('audit.nothing')}
            text={isFiltered ? t('audit.nothingFits') : t('audit.nothingYet')}
            actions={
              isFiltered ? (
                <Button onClick={() => navigate({ to: '/settings/audit' })}>{t('filter.clear')}</Button>
              ) : null
            }
          />
        ) : null}
        <div ref={end} className={styles.end} role="status">
          {isFetchingNextPage ? t('state.loading') : null}
        </div>
      </div>
    </div>
  );
}

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { CircleParking } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ParkedItem } from '../../../../core/workspace/changeSetAnswer.ts';
import { changeSetKeys, modelKeys, parkingKeys } from '../../api/keys.ts';
import { listParked, purgeParked } from '../../api/parking.ts';
import { useFormat } from '../../fields/shared/useFormat.ts';
import { errorText } from '../../lib/errorText.ts';
import { Button } from '../../ui/Button.tsx';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { OptionChip } from '../../ui/OptionChip.tsx';
import { PageHeader } from '../../ui/PageHeader.tsx';
import page from '../../ui/SettingsPage.module.css';
import { Bone } from '../../ui/Skeleton.tsx';
import { useToasts } from '../../ui/toasts/ToastsContext.tsx';
import styles from './ParkingPage.module.css';
import { PurgeDialog } from './PurgeDialog.tsx';
import { RestoreDialog } from './RestoreDialog.tsx';

/** What was removed and is kept with its data: brought back, or deleted for good. */
export function ParkingPage() {
  const { t } = useTranslation();
  const cache = useQueryClient();
  const toasts = useToasts();
  const [asked, setAsked] = useState<{ readonly item: ParkedItem; readonly to: 'restore' | 'purge' }>();
  const { data, error, refetch } = useQuery({ queryKey: parkingKeys.all, queryFn: ({ signal }) => listParked(signal) });
  const refresh = () =>
    Promise.all(
      [parkingKeys.all, changeSetKeys.all, modelKeys.all].map((queryKey) => cache.invalidateQueries({ queryKey })),
    );
  const purge = useMutation({
    mutationFn: (item: ParkedItem) => purgeParked(item.id),
    onSuccess: (_, item) => toasts.success(t('studio.purged', { title: item.title })),
    onError: (failure) => toasts.error(errorText(t, failure)),
    onSettled: () => {
      setAsked(undefined);
      return refresh();
    },
  });
  return (
    <div className={page.page}>
      <PageHeader title={t('studio.tab.parking')} />
      <div className={page.body}>
        <div className={styles.column}>
          <p className={page.intro}>{t('studio.parkingText')}</p>
          {error && !data ? <ErrorNotice error={error} onRetry={refetch} /> : null}
          {data || error ? null : <Bone height="72px" />}
          {data?.length === 0 ? (
            <Notice
              icon={<CircleParking size={20} aria-hidden />}
              title={t('studio.nothingParked')}
              text={t('studio.nothingParkedText')}
            />
          ) : null}
          {data && data.length > 0 ? (
            <ul className={page.list}>
              {data.map((item) => (
                <Parked
                  key={item.id}
                  item={item}
                  onRestore={() => setAsked({ item, to: 'restore' })}
                  onPurge={() => setAsked({ item, to: 'purge' })}
                />
              ))}
            </ul>
          ) : null}
        </div>
      </div>
      {asked?.to === 'restore' ? (
        <RestoreDialog item={asked.item} onRestored={refresh} onClose={() => setAsked(undefined)} />
      ) : null}
      {asked?.to === 'purge' ? (
        <PurgeDialog
          item={asked.item}
          isPurging={purge.isPending}
          onPurge={() => purge.mutate(asked.item)}
          onClose={() => setAsked(undefined)}
        />
      ) : null}
    </div>
  );
}

interface ParkedProps {
  readonly item: ParkedItem;
  readonly onRestore: () => void;
  readonly onPurge: () => void;
}

function Parked({ item, onRestore, onPurge }: ParkedProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const { what, title, entity, field, rows, estimated, parkedAt, changeSet, restorable } = item;
  const count = { count: rows, shown: format.number(rows) };
  return (
    <li className={styles.item}>
      <OptionChip
        title={t(`studio.parked.${what}`)}
        color={what === 'entity' ? 'purple' : what === 'field' ? 'blue' : 'gray'}
      />
      <span className={styles.words}>
        <span className={styles.title}>{title}</span>
        <code className={styles.place}>{[entity, field].filter(Boolean).join('.')}</code>
      </span>
      <span className={styles.facts}>
        <span>{estimated ? t('studio.aboutRows', count) : t('studio.rows', count)}</span>
        {parkedAt ? <time dateTime={parkedAt}>{format.dateTime(parkedAt)}</time> : null}
        {changeSet ? (
          <Link to="/studio/history/$id" params={{ id: changeSet }}>
            {t('studio.ofChange')}
          </Link>
        ) : null}
      </span>
      <span className={styles.actions}>
        <Button
          disabled={!restorable}
          title={restorable ? undefined : t('studio.notRestorable')}
          aria-label={t('studio.restoreOne', { title })}
          onClick={onRestore}
        >
          {t('studio.restore')}
        </Button>
        <Button look="quiet" aria-label={t('studio.purgeOne', { title })} onClick={onPurge}>
          {t('studio.purge')}
        </Button>
      </span>
    </li>
  );
}

import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { relativeTime } from '../../lib/relativeTime.ts';
import { findEntity } from '../../store/model.ts';
import { EntityIcon } from '../../ui/EntityIcon.tsx';
import { Bone } from '../../ui/Skeleton.tsx';
import { useModel } from '../ModelContext.tsx';
import { usePreferences } from '../PreferencesContext.tsx';
import styles from './HomePage.module.css';
import { Section } from './Section.tsx';
import type { ChangedRecord } from './useOverview.ts';

/** What anybody changed last. `records` undefined: still being read. */
export function Changed({ records }: { readonly records: readonly ChangedRecord[] | undefined }) {
  const { t } = useTranslation();
  const { language } = usePreferences();
  const model = useModel();
  return (
    <Section title={t('home.changed')}>
      <ul className={styles.rows}>
        {records?.map(({ entity, id, title, updatedAt }) => (
          <li key={id}>
            <Link to="/$entity/$id" params={{ entity, id }} className={styles.row}>
              <EntityIcon name={findEntity(model, entity)?.icon} />
              <span className={styles.rowTitle}>{title || t('record.untitled')}</span>
              <time className={styles.rowHint} dateTime={updatedAt}>
                {relativeTime(language, new Date(updatedAt), new Date())}
              </time>
            </Link>
          </li>
        )) ??
          ['62%', '48%', '71%', '55%', '66%', '50%', '58%'].map((width) => (
            <li key={width} className={styles.row} aria-hidden>
              <Bone width={width} />
            </li>
          ))}
      </ul>
    </Section>
  );
}

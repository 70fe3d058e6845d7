import { Link } from '@tanstack/react-router';
import { CircleCheck, Inbox } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../fields/shared/useFormat.ts';
import { EntityIcon } from '../../ui/EntityIcon.tsx';
import { Bone } from '../../ui/Skeleton.tsx';
import { useModel } from '../ModelContext.tsx';
import styles from './HomePage.module.css';
import { Section } from './Section.tsx';
import { useWaiting, useWaitingApprovals } from './useOverview.ts';
import { waitingViews } from './waitingViews.ts';

const most = 8;

/** What is due and what is one's own, each with how many. */
export function WaitingList() {
  const { t } = useTranslation();
  const format = useFormat();
  const waiting = useWaiting();
  const approvals = useWaitingApprovals();
  const expected = Math.min(waitingViews(useModel()).length, 4);
  if (expected === 0 && !approvals) return null;
  return (
    <Section title={t('home.waiting')}>
      {waiting?.length === 0 && !approvals ? (
        <p className={styles.quiet}>
          <CircleCheck size={16} aria-hidden />
          {t('home.nothingWaiting')}
        </p>
      ) : (
        <ul className={styles.cards}>
          {approvals ? (
            <li>
              <Link to="/my-inbox" search={{ tab: 'open' }} className={styles.card} data-kind="due">
                <span className={styles.number}>{approvals}</span>
                <span className={styles.cardTitle}>{t('home.approvals')}</span>
                <span className={styles.cardHint}>
                  <Inbox size={13} aria-hidden />
                  {t('shell.inbox')}
                </span>
              </Link>
            </li>
          ) : null}
          {waiting?.slice(0, most).map(({ view, entity, kind, count }) => (
            <li key={view.name}>
              <Link
                to="/$entity"
                params={{ entity: entity.name }}
                search={{ view: view.name }}
                className={styles.card}
                data-kind={kind}
              >
                <span className={styles.number}>{format.number(count)}</span>
                <span className={styles.cardTitle}>{view.title}</span>
                <span className={styles.cardHint}>
                  <EntityIcon name={entity.icon} size={13} />
                  {entity.pluralTitle}
                </span>
              </Link>
            </li>
          )) ??
            ['a', 'b', 'c', 'd'].slice(0, expected).map((key) => (
              <li key={key} className={styles.card} aria-hidden>
                <Bone width="36px" height="26px" />
                <Bone width="70%" />
                <Bone width="45%" />
              </li>
            ))}
        </ul>
      )}
    </Section>
  );
}

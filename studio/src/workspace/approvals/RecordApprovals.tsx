import { Link } from '@tanstack/react-router';
import { Stamp } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { ApprovalItem } from '../../api/approvals.ts';
import { useMe } from '../../app/MeContext.tsx';
import { buttonClass } from '../../ui/Button.tsx';
import { Deadline } from './Deadline.tsx';
import styles from './RecordApprovals.module.css';

/** What is still to be agreed to about a record, and by whom. */
export function RecordApprovals({ approvals }: { readonly approvals: readonly ApprovalItem[] }) {
  const { t } = useTranslation();
  const me = useMe();
  return (
    <ul className={styles.approvals} aria-label={t('approval.open')}>
      {approvals.map(({ id, title, deadline, waitingFor, standsInFor }) => {
        const isMine = waitingFor.some((person) => person.id === me.id) || standsInFor !== undefined;
        return (
          <li key={id} className={`${styles.approval} ${isMine ? styles.mine : ''}`}>
            <Stamp size={16} strokeWidth={1.75} aria-hidden />
            <span className={styles.words}>
              <b>{title}</b>
              <span>
                {isMine
                  ? t('approval.waitsForYou')
                  : t('approval.waitsFor', { people: waitingFor.map(({ name }) => name).join(', ') || '—' })}
              </span>
              {deadline ? <Deadline at={deadline} /> : null}
            </span>
            <Link
              to="/approval-{$id}"
              params={{ id }}
              className={buttonClass({ look: isMine ? 'main' : 'quiet' })}
              aria-label={`${isMine ? t('approval.decide') : t('approval.show')}: ${title}`}
            >
              {isMine ? t('approval.decide') : t('approval.show')}
            </Link>
          </li>
        );
      })}
    </ul>
  );
}

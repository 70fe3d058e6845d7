import { Link } from '@tanstack/react-router';
import type { TFunction } from 'i18next';
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
      {approvals.map((approval) => {
        const { id, title, state, deadline } = approval;
        const isMine = waitsForMe(approval, me.id);
        const todo = state === 'returned' ? t('approval.sendAgain') : t('approval.decide');
        return (
          <li key={id} className={`${styles.approval} ${isMine ? styles.mine : ''}`}>
            <Stamp size={16} strokeWidth={1.75} aria-hidden />
            <span className={styles.words}>
              <b>{title}</b>
              <span>{waitsWords(t, approval, isMine)}</span>
              {state === 'open' && deadline ? <Deadline at={deadline} /> : null}
            </span>
            <Link
              to="/approval-{$id}"
              params={{ id }}
              className={buttonClass({ look: isMine ? 'main' : 'quiet' })}
              aria-label={`${isMine ? todo : t('approval.show')}: ${title}`}
            >
              {isMine ? todo : t('approval.show')}
            </Link>
          </li>
        );
      })}
    </ul>
  );
}

function waitsForMe({ state, requester, waitingFor, standsInFor }: ApprovalItem, me: string): boolean {
  if (state === 'returned') return requester?.id === me;
  return waitingFor.some(({ id }) => id === me) || standsInFor !== undefined;
}

function waitsWords(t: TFunction, { state, requester, waitingFor }: ApprovalItem, isMine: boolean): string {
  if (state === 'returned') {
    return isMine ? t('approval.sentBackToYou') : t('approval.sentBack', { name: requester?.name ?? '—' });
  }
  if (isMine) return t('approval.waitsForYou');
  return t('approval.waitsFor', { people: waitingFor.map(({ name }) => name).join(', ') || '—' });
}

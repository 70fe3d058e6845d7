import { useTranslation } from 'react-i18next';
import type { Approval, Approver, ApproverState } from '../api/approvals.ts';
import { useFormat } from '../fields/shared/useFormat.ts';
import { Avatar } from '../identity/parts/Avatar.tsx';
import { OptionChip } from '../ui/OptionChip.tsx';
import styles from './Approvers.module.css';

const colors: Readonly<Record<ApproverState, string>> = {
  waiting: 'gray',
  next: 'blue',
  approved: 'green',
  rejected: 'red',
  skipped: 'gray',
  handedOver: 'gray',
};

/** Who is asked, in which way, and how each stands to it. */
export function Approvers({ approval: { approvers, mode, quorum } }: { readonly approval: Approval }) {
  const { t } = useTranslation();
  if (approvers.length === 0) return null;
  const counted = approvers.filter(({ state }) => state !== 'handedOver' && state !== 'skipped');
  const asked = counted.filter(({ side }) => side === undefined);
  return (
    <section>
      <h2 className={styles.title}>{t('approval.approvers')}</h2>
      {asked.length > 1 ? <p className={styles.mode}>{modeText()}</p> : null}
      {asked.length < counted.length ? <p className={styles.mode}>{t('approval.addedAgree')}</p> : null}
      <ol className={styles.people}>
        {approvers.map((approver, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: somebody may be asked twice
          <ApproverLine key={`${approver.user.id} ${at}`} approver={approver} />
        ))}
      </ol>
    </section>
  );

  function modeText(): string {
    switch (mode) {
      case 'all':
        return t('approval.mode.all');
      case 'sequence':
        return t('approval.mode.sequence');
      case 'quorum':
        return t('approval.mode.quorum', { number: Math.min(quorum ?? asked.length, asked.length), of: asked.length });
      default:
        return t('approval.mode.any');
    }
  }
}

function ApproverLine({ approver }: { readonly approver: Approver }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { user, state, at, deputy, addedBy } = approver;
  return (
    <li className={styles.person}>
      <Avatar name={user.name} />
      <span className={styles.words}>
        <span className={styles.name}>{user.name}</span>
        {deputy ? <span className={styles.faint}>{t('approval.deputy', { name: deputy.name })}</span> : null}
        {addedBy ? <span className={styles.faint}>{t('approval.addedBy', { name: addedBy.name })}</span> : null}
        {at ? (
          <time className={styles.faint} dateTime={at}>
            {format.dateTime(at)}
          </time>
        ) : null}
      </span>
      <OptionChip title={t(`approval.approver.${state}`)} color={colors[state]} />
    </li>
  );
}

import { useTranslation } from 'react-i18next';
import type { Approval } from '../api/approvals.ts';
import { Avatar } from '../identity/parts/Avatar.tsx';
import styles from './LastWord.module.css';

/** What an approval can have ended with that somebody gives a reason for. */
const lastActs = ['approve', 'reject', 'return', 'withdraw'] as const;

/** Why it was sent back or decided as it was: on a phone, everything that was done stands far below. */
export function LastWord({ approval: { state, trail } }: { readonly approval: Approval }) {
  const { t } = useTranslation();
  const last = trail.findLast(({ act }) => lastActs.some((each) => each === act));
  const act = lastActs.find((each) => each === last?.act);
  if (state === 'open' || !last?.comment || !last.actor || !act) return null;
  return (
    <blockquote className={styles.word}>
      <Avatar name={last.actor.name} />
      <div>
        <p className={styles.who}>
          <b>{last.actor.name}</b> {t(`approval.was.${act}`)}
        </p>
        <p className={styles.said}>{last.comment}</p>
      </div>
    </blockquote>
  );
}

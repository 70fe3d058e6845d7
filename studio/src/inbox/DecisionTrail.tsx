import { useTranslation } from 'react-i18next';
import { approvalActs, type Decision } from '../api/approvals.ts';
import { useFormat } from '../fields/shared/useFormat.ts';
import { Avatar } from '../identity/parts/Avatar.tsx';
import styles from './DecisionTrail.module.css';

/** What the system does by itself, and how it begins. */
const others = [
  ...(['asked', 'passed.inactive', 'passed.requester', 'passed.unreadable', 'left', 'cancelled'] as const),
  ...(['overdue.expire', 'overdue.approve', 'overdue.reject', 'overdue.escalate'] as const),
];
const words = [...approvalActs, ...others];

/** Everything that was done with an approval, oldest first. */
export function DecisionTrail({ trail }: { readonly trail: readonly Decision[] }) {
  const { t } = useTranslation();
  const format = useFormat();
  if (trail.length === 0) return null;
  return (
    <section>
      <h2 className={styles.title}>{t('approval.trail')}</h2>
      <ol className={styles.trail}>
        {trail.map(({ at, actor, act, comment, users, insteadOf }, index) => {
          const known = words.find((word) => word === act);
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: a trail only grows at its end
            <li key={`${at} ${index}`} className={styles.entry}>
              <Avatar name={actor?.name ?? 'Kiln'} />
              <div className={styles.words}>
                <p>
                  <b>{actor?.name ?? 'Kiln'}</b> {known ? t(`approval.was.${known}`) : act}
                  {users.length > 0 ? <b> {users.map(({ name }) => name).join(', ')}</b> : null}
                  {insteadOf ? ` · ${t('inbox.standsIn', { name: insteadOf.name })}` : null}
                </p>
                {comment ? <p className={styles.comment}>{comment}</p> : null}
                <time dateTime={at} className={styles.time}>
                  {format.dateTime(at)}
                </time>
              </div>
            </li>
          );
        })}
      </ol>
    </section>
  );
}

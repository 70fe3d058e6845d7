import { Link } from '@tanstack/react-router';
import { ShieldCheck, ShieldOff } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { User } from '../../api/users.ts';
import { useModel } from '../../app/ModelContext.tsx';
import { useFormat } from '../../fields/shared/useFormat.ts';
import { relativeTime } from '../../lib/relativeTime.ts';
import { roleTitles } from '../../store/roleTitles.ts';
import { Chips, OptionChip } from '../../ui/OptionChip.tsx';
import { Bone } from '../../ui/Skeleton.tsx';
import { Avatar } from '../parts/Avatar.tsx';
import { StatusChip } from './StatusChip.tsx';
import styles from './UsersPage.module.css';

/** undefined: they are being read. */
export function UsersTable({ users }: { readonly users: readonly User[] | undefined }) {
  const { t, i18n } = useTranslation();
  const format = useFormat();
  const model = useModel();
  return (
    <div className={styles.scroll}>
      <table className={styles.table} aria-busy={!users}>
        <thead>
          <tr>
            <th scope="col">{t('users.person')}</th>
            <th scope="col">{t('users.state')}</th>
            <th scope="col">{t('users.roles')}</th>
            <th scope="col">{t('users.teams')}</th>
            <th scope="col">{t('users.secondFactor')}</th>
            <th scope="col">{t('users.lastSignIn')}</th>
          </tr>
        </thead>
        <tbody>
          {users ? null : <BoneRows />}
          {(users ?? []).map((user) => (
            <tr key={user.id}>
              <td>
                <div className={styles.person}>
                  <Avatar name={user.name} size="large" />
                  <div className={styles.words}>
                    <Link to="/settings/users/$id" params={{ id: user.id }} className={styles.name}>
                      {user.name}
                    </Link>
                    {user.email ? <span className={styles.faint}>{user.email}</span> : null}
                  </div>
                </div>
              </td>
              <td>
                <StatusChip status={user.status} />
              </td>
              <td>
                <Chips>
                  {roleTitles(model, user.roles).map((title) => (
                    <OptionChip key={title} title={title} />
                  ))}
                </Chips>
              </td>
              <td className={styles.faint}>{user.teams.map(({ name }) => name).join(', ')}</td>
              <td>
                {user.twoFactor || user.passkeys > 0 ? (
                  <ShieldCheck size={16} className={styles.safe} aria-label={t('users.hasSecondFactor')} />
                ) : (
                  <ShieldOff size={16} className={styles.unsafe} aria-label={t('users.noSecondFactor')} />
                )}
              </td>
              <td
                className={`${styles.faint} ${styles.nowrap}`}
                title={user.lastSignInAt ? format.dateTime(user.lastSignInAt) : undefined}
              >
                {user.lastSignInAt
                  ? relativeTime(i18n.language, new Date(user.lastSignInAt), new Date())
                  : t('users.never')}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function BoneRows() {
  return ['38%', '29%', '44%'].map((width) => (
    <tr key={width}>
      <td colSpan={6}>
        <Bone width={width} />
      </td>
    </tr>
  ));
}

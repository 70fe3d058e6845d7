import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { User } from '../../api/users.ts';
import { useModel } from '../../app/ModelContext.tsx';
import { relativeTime } from '../../lib/relativeTime.ts';
import { roleTitles } from '../../store/roleTitles.ts';
import { OptionChip } from '../../ui/OptionChip.tsx';
import { Avatar } from '../parts/Avatar.tsx';
import { StatusChip } from './StatusChip.tsx';
import styles from './UsersPage.module.css';

/** The same as the table, for a phone. */
export function UserCards({ users }: { readonly users: readonly User[] }) {
  const { t, i18n } = useTranslation();
  const model = useModel();
  return (
    <ul className={styles.cards}>
      {users.map((user) => (
        <li key={user.id}>
          <div className={styles.person}>
            <Avatar name={user.name} size="large" />
            <div className={styles.words}>
              <Link to="/settings/users/$id" params={{ id: user.id }} className={styles.name}>
                {user.name}
              </Link>
              {user.email ? <span className={styles.faint}>{user.email}</span> : null}
            </div>
          </div>
          <div className={styles.chips}>
            <StatusChip status={user.status} />
            {roleTitles(model, user.roles).map((title) => (
              <OptionChip key={title} title={title} />
            ))}
            <span className={styles.faint}>
              {user.lastSignInAt ? relativeTime(i18n.language, new Date(user.lastSignInAt), new Date()) : ''}
            </span>
          </div>
          {user.teams.length > 0 ? (
            <span className={styles.faint}>
              {t('users.teams')}: {user.teams.map(({ name }) => name).join(', ')}
            </span>
          ) : null}
        </li>
      ))}
    </ul>
  );
}

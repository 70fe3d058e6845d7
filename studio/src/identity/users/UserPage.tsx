import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { ExternalLink, UserRound } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../../api/ApiError.ts';
import { identityKeys } from '../../api/keys.ts';
import { getUser, type User } from '../../api/users.ts';
import { useEntity } from '../../app/ModelContext.tsx';
import { useFormat } from '../../fields/shared/useFormat.ts';
import { buttonClass } from '../../ui/Button.tsx';
import { ErrorPage } from '../../ui/ErrorPage.tsx';
import { PageSkeleton } from '../../ui/Skeleton.tsx';
import { Avatar } from '../parts/Avatar.tsx';
import { SettingsFrame } from '../parts/SettingsFrame.tsx';
import { StatusChip } from './StatusChip.tsx';
import { UserAccess } from './UserAccess.tsx';
import styles from './UserPage.module.css';
import { UserRoles } from './UserRoles.tsx';
import { UserTeams } from './UserTeams.tsx';

/** One user: what they may, and how they come in. */
export function UserPage() {
  const { id } = useParams({ from: '/settings/users/$id' });
  const { data, error, refetch, isPending } = useQuery({
    queryKey: identityKeys.users.one(id),
    queryFn: async ({ signal }) => (await getUser(id, signal)) ?? null,
    staleTime: 0,
  });
  if (error) return <ErrorPage error={error} onRetry={() => refetch()} />;
  if (isPending) return <PageSkeleton />;
  if (!data) return <ErrorPage error={new ApiError(404, 'KILN_NOT_FOUND', id)} />;
  return <KnownUser key={id} user={data} />;
}

function KnownUser({ user }: { readonly user: User }) {
  const { t } = useTranslation();
  const format = useFormat();
  const entity = useEntity('user');
  const facts = [
    user.email,
    user.jobTitle,
    user.lastSignInAt ? t('users.signedInAt', { when: format.dateTime(user.lastSignInAt) }) : t('users.neverSignedIn'),
  ];
  return (
    <SettingsFrame
      icon={<UserRound size={16} aria-hidden />}
      parent={<Link to="/settings/users">{t('settings.section.users')}</Link>}
      title={user.name}
      actions={
        entity ? (
          <Link to="/$entity/$id" params={{ entity: 'user', id: user.id }} className={buttonClass()}>
            <ExternalLink size={15} aria-hidden />
            <span>{t('users.record')}</span>
          </Link>
        ) : null
      }
    >
      <div className={styles.who}>
        <Avatar name={user.name} size="huge" />
        <div className={styles.words}>
          <span className={styles.name}>
            {user.name} <StatusChip status={user.status} />
          </span>
          <span className={styles.faint}>{facts.filter(Boolean).join(' · ')}</span>
        </div>
      </div>
      <UserRoles key={user.roles.join(',')} user={user} />
      <UserTeams user={user} />
      <UserAccess user={user} />
    </SettingsFrame>
  );
}

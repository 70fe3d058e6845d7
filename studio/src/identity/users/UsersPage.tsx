import { useInfiniteQuery } from '@tanstack/react-query';
import { UserPlus, UserRound, Users } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { identityKeys } from '../../api/keys.ts';
import { listUsers } from '../../api/users.ts';
import { useModel } from '../../app/ModelContext.tsx';
import { useDebounced } from '../../fields/shared/useDebounced.ts';
import { Button } from '../../ui/Button.tsx';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { ErrorPage } from '../../ui/ErrorPage.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { SearchInput } from '../../ui/SearchInput.tsx';
import { useIsNarrow } from '../../ui/useIsNarrow.ts';
import { Choice } from '../../workspace/list/Choice.tsx';
import { SettingsFrame } from '../parts/SettingsFrame.tsx';
import { InviteDialog } from './InviteDialog.tsx';
import { UserCards } from './UserCards.tsx';
import styles from './UsersPage.module.css';
import { UsersTable } from './UsersTable.tsx';

const firstPage: string | undefined = undefined;

/** Everybody who signs in here. */
export function UsersPage() {
  const { t } = useTranslation();
  const model = useModel();
  const isNarrow = useIsNarrow();
  const [text, setText] = useState('');
  const [role, setRole] = useState('');
  const [isInviting, setInviting] = useState(false);
  const search = useDebounced(text.trim(), 200);
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery({
    queryKey: identityKeys.users.list(search, role),
    queryFn: ({ pageParam, signal }) => listUsers({ search, role }, pageParam, signal),
    initialPageParam: firstPage,
    getNextPageParam: ({ next }) => next,
    placeholderData: (before) => before,
    staleTime: 0,
  });
  if (error && !data) return <ErrorPage error={error} onRetry={() => refetch()} />;
  const users = data?.pages.flatMap((page) => page.data);
  const isFiltered = search !== '' || role !== '';
  const invite = (
    <Button look="main" icon={<UserPlus size={15} aria-hidden />} onClick={() => setInviting(true)}>
      {t('users.invite')}
    </Button>
  );
  return (
    <SettingsFrame
      icon={<UserRound size={16} aria-hidden />}
      title={t('settings.section.users')}
      actions={invite}
      isWide
    >
      <div className={styles.bar}>
        <SearchInput className={styles.search} value={text} placeholder={t('users.search')} onChange={setText} />
        <Choice
          className={styles.role}
          aria-label={t('users.role')}
          value={role}
          onChange={(event) => setRole(event.target.value)}
        >
          <option value="">{t('users.anyRole')}</option>
          {model.roles.map(({ name, title }) => (
            <option key={name} value={name}>
              {title}
            </option>
          ))}
        </Choice>
      </div>
      {error ? (
        <ErrorNotice error={error} onRetry={() => refetch()} />
      ) : users?.length === 0 ? (
        <Notice
          icon={<Users size={20} />}
          title={isFiltered ? t('state.nothingFound') : t('users.none')}
          text={isFiltered ? t('users.nothingFits') : t('users.noneText')}
        />
      ) : users && isNarrow ? (
        <UserCards users={users} />
      ) : (
        <UsersTable users={users} />
      )}
      {hasNextPage ? (
        <div className={styles.more}>
          <Button disabled={isFetchingNextPage} onClick={() => fetchNextPage()}>
            {t('users.more')}
          </Button>
        </div>
      ) : null}
      {isInviting ? <InviteDialog onClose={() => setInviting(false)} /> : null}
    </SettingsFrame>
  );
}

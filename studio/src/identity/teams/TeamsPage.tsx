import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Plus, UsersRound } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { identityKeys, recordKeys } from '../../api/keys.ts';
import { changeTeam, type Team } from '../../api/teams.ts';
import { useEntity } from '../../app/ModelContext.tsx';
import { may } from '../../store/rights.ts';
import { Button } from '../../ui/Button.tsx';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { Notice } from '../../ui/Notice.tsx';
import settings from '../../ui/SettingsPage.module.css';
import { useToasts } from '../../ui/toasts/ToastsContext.tsx';
import { SettingsFrame } from '../parts/SettingsFrame.tsx';
import { userErrorText } from '../users/userErrorText.ts';
import { TeamDialog } from './TeamDialog.tsx';
import { TeamTree } from './TeamTree.tsx';
import { useTeams } from './useTeams.ts';

/** Who works together, and under whom. */
export function TeamsPage() {
  const { t } = useTranslation();
  const cache = useQueryClient();
  const toasts = useToasts();
  const entity = useEntity('team');
  const { data: teams, error, refetch } = useTeams();
  const [opened, setOpened] = useState<Team | 'new'>();
  const reload = async () => {
    await cache.invalidateQueries({ queryKey: recordKeys.entity('team') });
    cache.invalidateQueries({ queryKey: identityKeys.users.all });
  };
  const move = useMutation({
    mutationFn: ({ team, parent }: { readonly team: Team; readonly parent: string | undefined }) =>
      changeTeam(team.id, { parent }, team.version),
    onSuccess: (_, { team }) => toasts.success(t('teams.moved', { team: team.name })),
    onError: (failure) => toasts.error(userErrorText(t, failure)),
    // Also when it was refused: somebody else may have changed the team.
    onSettled: reload,
  });
  const mayChange = entity !== undefined && may(entity, 'update');
  const add =
    entity && may(entity, 'create') ? (
      <Button look="main" icon={<Plus size={15} aria-hidden />} onClick={() => setOpened('new')}>
        {t('teams.new')}
      </Button>
    ) : null;
  return (
    <SettingsFrame icon={<UsersRound size={16} aria-hidden />} title={t('settings.section.teams')} actions={add}>
      <p className={settings.intro}>{t('teams.text')}</p>
      {error ? (
        <ErrorNotice error={error} onRetry={() => refetch()} />
      ) : teams?.length === 0 ? (
        <Notice icon={<UsersRound size={20} />} title={t('teams.none')} text={t('teams.noneText')} />
      ) : teams ? (
        <TeamTree
          teams={teams}
          mayChange={mayChange}
          onOpen={setOpened}
          onMove={(team, parent) => move.mutate({ team, parent })}
        />
      ) : null}
      {opened ? (
        <TeamDialog
          team={opened === 'new' ? undefined : opened}
          teams={teams ?? []}
          onDone={reload}
          onClose={() => setOpened(undefined)}
        />
      ) : null}
    </SettingsFrame>
  );
}

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { identityKeys, recordKeys } from '../../api/keys.ts';
import { changeTeam, type Team } from '../../api/teams.ts';
import type { User } from '../../api/users.ts';
import { useEntity } from '../../app/ModelContext.tsx';
import { may } from '../../store/rights.ts';
import { Choice } from '../../workspace/list/Choice.tsx';
import { Failure } from '../parts/Failure.tsx';
import sections from '../parts/Section.module.css';
import { Section } from '../parts/Section.tsx';
import { useTeams } from '../teams/useTeams.ts';
import styles from './UserPage.module.css';
import chips from './UserTeams.module.css';
import { userErrorText } from './userErrorText.ts';

/** In which teams somebody works. */
export function UserTeams({ user }: { readonly user: User }) {
  const { t } = useTranslation();
  const cache = useQueryClient();
  const entity = useEntity('team');
  const { data: teams } = useTeams();
  const change = useMutation({
    mutationFn: ({ team, isMember }: { readonly team: Team; readonly isMember: boolean }) => {
      const others = team.members.map(({ id }) => id).filter((id) => id !== user.id);
      return changeTeam(team.id, { members: isMember ? [...others, user.id] : others }, team.version);
    },
    // Also when it was refused: somebody else may have changed the team.
    onSettled: async () => {
      await cache.invalidateQueries({ queryKey: recordKeys.lists('team') });
      await cache.invalidateQueries({ queryKey: identityKeys.users.all });
    },
  });
  if (!entity) return null;
  const mayChange = may(entity, 'update');
  const own = (teams ?? []).filter(({ members }) => members.some(({ id }) => id === user.id));
  const others = (teams ?? []).filter((team) => !own.includes(team));
  return (
    <Section title={t('users.teams')} text={t('users.teamsText')}>
      <div className={sections.padded}>
        {change.error ? <Failure>{userErrorText(t, change.error)}</Failure> : null}
        <div className={styles.teams} aria-busy={change.isPending}>
          {own.map((team) => (
            <span key={team.id} className={chips.chip}>
              {team.name}
              {mayChange ? (
                <button
                  type="button"
                  aria-label={t('users.leaveTeam', { team: team.name })}
                  disabled={change.isPending}
                  onClick={() => change.mutate({ team, isMember: false })}
                >
                  <X size={13} aria-hidden />
                </button>
              ) : null}
            </span>
          ))}
          {teams && own.length === 0 ? <span className={styles.faint}>{t('users.noTeam')}</span> : null}
          {mayChange && others.length > 0 ? (
            <Choice
              className={chips.add}
              aria-label={t('users.addToTeam')}
              value=""
              disabled={change.isPending}
              onChange={({ target }) => {
                const team = others.find(({ id }) => id === target.value);
                if (team) change.mutate({ team, isMember: true });
              }}
            >
              <option value="">{t('users.addToTeam')}</option>
              {others.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </Choice>
          ) : null}
        </div>
      </div>
    </Section>
  );
}

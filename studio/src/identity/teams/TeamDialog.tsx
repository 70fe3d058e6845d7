import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Trash2 } from 'lucide-react';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../../api/ApiError.ts';
import { changeTeam, createTeam, type Person, removeTeam, type Team } from '../../api/teams.ts';
import { useEntity } from '../../app/ModelContext.tsx';
import { errorText } from '../../lib/errorText.ts';
import { may } from '../../store/rights.ts';
import { teamsBelow } from '../../store/teamTree.ts';
import { Button, buttonClass } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import dialog from '../../ui/DialogContent.module.css';
import { Choice } from '../../workspace/list/Choice.tsx';
import { ConfirmDialog } from '../parts/ConfirmDialog.tsx';
import { Failure } from '../parts/Failure.tsx';
import { PeoplePicker } from '../parts/PeoplePicker.tsx';
import { TeamOptions } from '../parts/TeamOptions.tsx';
import { TextLine } from '../parts/TextLine.tsx';
import styles from './TeamDialog.module.css';

interface TeamDialogProps {
  /** undefined: a new one. */
  readonly team: Team | undefined;
  readonly teams: readonly Team[];
  readonly onDone: () => Promise<void>;
  readonly onClose: () => void;
}

/** A team: its name and place, who leads it, who is in it. */
export function TeamDialog({ team, teams, onDone, onClose }: TeamDialogProps) {
  const { t } = useTranslation();
  const id = useId();
  const entity = useEntity('team');
  const [name, setName] = useState(team?.name ?? '');
  const [parent, setParent] = useState(team?.parent ?? '');
  const [manager, setManager] = useState<readonly Person[]>(team?.manager ? [team.manager] : []);
  const [members, setMembers] = useState<readonly Person[]>(team?.members ?? []);
  const [isRemoving, setRemoving] = useState(false);
  const save = useMutation({
    mutationFn: async () => {
      const values = {
        name: name.trim(),
        parent: parent || undefined,
        manager: manager[0]?.id,
        members: members.map((member) => member.id),
      };
      await (team ? changeTeam(team.id, values, team.version) : createTeam(values));
      await onDone();
    },
    onSuccess: onClose,
  });
  const mayChange = entity !== undefined && may(entity, team ? 'update' : 'create');
  const mayRemove = team !== undefined && entity !== undefined && may(entity, 'delete');
  const below = team ? teamsBelow(teams, team.id) : new Set<string>();
  const title = team ? team.name : t('teams.new');

  if (isRemoving && team) {
    return (
      <ConfirmDialog
        title={t('teams.removeTitle', { team: team.name })}
        text={t('teams.removeText')}
        action={t('action.delete')}
        run={async () => {
          await removeTeam(team.id);
          await onDone();
        }}
        errorText={(error) =>
          error instanceof ApiError && error.code === 'KILN_STILL_REFERENCED'
            ? t('teams.hasTeams')
            : errorText(t, error)
        }
        onClose={onClose}
      />
    );
  }
  return (
    <Dialog look="sheet" label={title} onClose={onClose}>
      <form
        className={dialog.form}
        onSubmit={(event) => {
          event.preventDefault();
          if (mayChange && name.trim() !== '' && !save.isPending) save.mutate();
        }}
      >
        <h2 className={dialog.title}>{title}</h2>
        {save.error ? <Failure>{errorText(t, save.error)}</Failure> : null}
        <fieldset className={styles.fields} disabled={!mayChange}>
          <TextLine
            label={t('teams.name')}
            autoFocus
            autoComplete="off"
            maxLength={120}
            value={name}
            onChange={setName}
          />
          <div className={dialog.field}>
            <label htmlFor={`${id}-parent`}>{t('teams.parent')}</label>
            <Choice id={`${id}-parent`} value={parent} onChange={(event) => setParent(event.target.value)}>
              <option value="">{t('teams.noParent')}</option>
              <TeamOptions teams={teams} without={below} />
            </Choice>
          </div>
          <PeoplePicker label={t('teams.manager')} isSingle value={manager} onChange={setManager} />
          <PeoplePicker label={t('teams.memberList')} value={members} onChange={setMembers} />
        </fieldset>
        <div className={dialog.foot}>
          {team ? (
            <span className={styles.start}>
              {mayRemove ? (
                <Button look="quiet" icon={<Trash2 size={15} aria-hidden />} onClick={() => setRemoving(true)}>
                  {t('action.delete')}
                </Button>
              ) : null}
              <Link
                to="/$entity/$id"
                params={{ entity: 'team', id: team.id }}
                className={buttonClass({ look: 'quiet' })}
                onClick={onClose}
              >
                {t('users.record')}
              </Link>
            </span>
          ) : null}
          <Button onClick={onClose}>{t('action.cancel')}</Button>
          <Button
            type="submit"
            look="main"
            disabled={!mayChange || name.trim() === '' || save.isPending}
            aria-busy={save.isPending}
          >
            {team ? t('action.save') : t('action.create')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

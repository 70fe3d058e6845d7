import { useMutation, useQueryClient } from '@tanstack/react-query';
import { CircleAlert, CircleCheck } from 'lucide-react';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../../api/ApiError.ts';
import { identityKeys, recordKeys } from '../../api/keys.ts';
import { inviteUser, type SentLink } from '../../api/users.ts';
import { languages } from '../../app/languages.ts';
import { useMe } from '../../app/MeContext.tsx';
import { useEntity, useModel } from '../../app/ModelContext.tsx';
import { errorText } from '../../lib/errorText.ts';
import { may, mayUse } from '../../store/rights.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import dialog from '../../ui/DialogContent.module.css';
import { Choice } from '../../workspace/list/Choice.tsx';
import { CopyLine } from '../parts/CopyLine.tsx';
import { RoleChecks } from '../parts/RoleChecks.tsx';
import { TeamOptions } from '../parts/TeamOptions.tsx';
import { useTeams } from '../teams/useTeams.ts';
import styles from './InviteDialog.module.css';
import { type Invitee, parseInvitees } from './parseInvitees.ts';

interface Invited extends Invitee {
  /** What came of it. */
  readonly sent: SentLink | undefined;
  readonly error: unknown;
}

/** Invites one or several people with the same roles. */
export function InviteDialog({ onClose }: { readonly onClose: () => void }) {
  const { t, i18n } = useTranslation();
  const id = useId();
  const cache = useQueryClient();
  const model = useModel();
  const me = useMe();
  const [text, setText] = useState('');
  const [names, setNames] = useState<Readonly<Record<string, string>>>({});
  const [roles, setRoles] = useState<readonly string[]>([]);
  const [language, setLanguage] = useState(i18n.language);
  const [team, setTeam] = useState('');
  const { data: teams = [] } = useTeams();
  const teamEntity = useEntity('team');
  const { people, unread } = parseInvitees(text);
  const mayGiveAny = mayUse(model, 'roles');

  const invite = useMutation({
    mutationFn: async () => {
      const results: Invited[] = [];
      // One after the other: each is a mail.
      for (const person of people) {
        const invitee = { ...person, name: names[person.email]?.trim() || person.name };
        try {
          const sent = await inviteUser({ ...invitee, roles, language, team: team || undefined });
          results.push({ ...invitee, sent, error: undefined });
        } catch (error) {
          results.push({ ...invitee, sent: undefined, error });
        }
      }
      return results;
    },
    onSuccess: () => {
      cache.invalidateQueries({ queryKey: identityKeys.users.all });
      cache.invalidateQueries({ queryKey: recordKeys.entity('user') });
    },
  });

  if (invite.data) return <Results results={invite.data} onClose={onClose} />;
  return (
    <Dialog look="sheet" label={t('users.inviteTitle')} onClose={onClose}>
      <form
        className={dialog.form}
        onSubmit={(event) => {
          event.preventDefault();
          if (people.length > 0 && !invite.isPending) invite.mutate();
        }}
      >
        <h2 className={dialog.title}>{t('users.inviteTitle')}</h2>
        <div className={dialog.field}>
          <label htmlFor={`${id}-who`}>{t('users.who')}</label>
          <textarea
            id={`${id}-who`}
            className={dialog.area}
            rows={3}
            autoFocus
            spellCheck={false}
            placeholder={t('users.whoExample')}
            aria-describedby={`${id}-help`}
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
          <span id={`${id}-help`} className={dialog.help}>
            {unread.length > 0 ? t('users.unread', { text: unread.slice(0, 3).join(', ') }) : t('users.whoHelp')}
          </span>
        </div>
        {people.length > 0 ? (
          <ul className={styles.list} aria-label={t('users.people')}>
            {people.map(({ name, email }) => (
              <li key={email} className={styles.person}>
                <input
                  className={dialog.input}
                  aria-label={t('users.nameOf', { email })}
                  maxLength={200}
                  value={names[email] ?? name}
                  onChange={(event) => setNames({ ...names, [email]: event.target.value })}
                />
                <span className={styles.address}>{email}</span>
              </li>
            ))}
          </ul>
        ) : null}
        <RoleChecks
          label={t('users.roles')}
          roles={model.roles}
          value={roles}
          isFixed={(role) => !mayGiveAny && !me.roles.includes(role)}
          help={mayGiveAny ? undefined : t('users.onlyOwnRoles')}
          onChange={setRoles}
        />
        {teams.length > 0 && teamEntity && may(teamEntity, 'update') ? (
          <div className={dialog.field}>
            <label htmlFor={`${id}-team`}>{t('users.team')}</label>
            <Choice id={`${id}-team`} value={team} onChange={(event) => setTeam(event.target.value)}>
              <option value="">{t('users.withoutTeam')}</option>
              <TeamOptions teams={teams} />
            </Choice>
            <span className={dialog.help}>{t('users.teamHelp')}</span>
          </div>
        ) : null}
        <div className={dialog.field}>
          <label htmlFor={`${id}-language`}>{t('users.language')}</label>
          <Choice id={`${id}-language`} value={language} onChange={(event) => setLanguage(event.target.value)}>
            {languages.map(({ code, title }) => (
              <option key={code} value={code} lang={code}>
                {title}
              </option>
            ))}
          </Choice>
        </div>
        <div className={dialog.foot}>
          <Button onClick={onClose}>{t('action.cancel')}</Button>
          <Button
            type="submit"
            look="main"
            disabled={people.length === 0 || invite.isPending}
            aria-busy={invite.isPending}
          >
            {people.length > 1 ? t('users.inviteMany', { count: people.length }) : t('users.inviteOne')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

interface ResultsProps {
  readonly results: readonly Invited[];
  readonly onClose: () => void;
}

/** Who got a mail, whose link is to be handed on, and whom it did not work for. */
function Results({ results, onClose }: ResultsProps) {
  const { t } = useTranslation();
  const hasLinks = results.some(({ sent }) => sent?.link !== undefined);
  return (
    <Dialog look="sheet" label={t('users.invited')} onClose={() => undefined}>
      <div className={dialog.form}>
        <h2 className={dialog.title}>{t('users.invited')}</h2>
        {hasLinks ? <p className={dialog.text}>{t('users.handOn')}</p> : null}
        <ul className={styles.done}>
          {results.map(({ email, name, sent, error }) => (
            <li key={email} className={styles.result}>
              <span className={styles.head}>
                {sent ? (
                  <CircleCheck size={16} className={styles.good} aria-hidden />
                ) : (
                  <CircleAlert size={16} className={styles.bad} aria-hidden />
                )}
                {name}
                <span className={styles.address}>{email}</span>
              </span>
              {sent?.link ? <CopyLine label={t('users.linkOf', { name })} text={sent.link} /> : null}
              {sent?.mailed ? <span className={dialog.help}>{t('users.mailed')}</span> : null}
              {error ? (
                <span className={styles.reason}>
                  {error instanceof ApiError && error.code === 'KILN_NOT_UNIQUE'
                    ? t('users.taken')
                    : errorText(t, error)}
                </span>
              ) : null}
            </li>
          ))}
        </ul>
        <div className={dialog.foot}>
          <Button look="main" onClick={onClose}>
            {t('users.done')}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { createToken } from '../../api/tokens.ts';
import { useMe } from '../../app/MeContext.tsx';
import { useModel } from '../../app/ModelContext.tsx';
import { errorText } from '../../lib/errorText.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import dialog from '../../ui/DialogContent.module.css';
import { Choice } from '../../workspace/list/Choice.tsx';
import { CopyLine } from '../parts/CopyLine.tsx';
import { Failure } from '../parts/Failure.tsx';
import { RoleChecks } from '../parts/RoleChecks.tsx';
import { TextLine } from '../parts/TextLine.tsx';

const choices = ['30', '90', '365', 'date', 'never'] as const;
type Expiry = (typeof choices)[number];

/** A new API token, with some of one's own roles; then its secret, this once. */
export function NewTokenDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const id = useId();
  const cache = useQueryClient();
  const model = useModel();
  const me = useMe();
  const [name, setName] = useState('');
  const [roles, setRoles] = useState<readonly string[]>(me.roles);
  const [expiry, setExpiry] = useState<Expiry>('90');
  const [date, setDate] = useState('');
  const own = model.roles.filter((role) => me.roles.includes(role.name));
  const create = useMutation({
    mutationFn: async () => {
      const expiresAt = expiryOf(expiry, date);
      return createToken({ name: name.trim(), roles, ...(expiresAt ? { expiresAt } : {}) });
    },
    onSuccess: () => cache.invalidateQueries({ queryKey: ['tokens'] }),
  });

  if (create.data !== undefined) {
    return (
      // Not closed by a click beside it: the secret is shown this once.
      <Dialog look="sheet" label={t('token.created')} onClose={() => undefined}>
        <div className={dialog.form}>
          <h2 className={dialog.title}>{t('token.created')}</h2>
          <p className={dialog.text}>{t('token.secretText')}</p>
          <CopyLine label={t('token.secret')} text={create.data} />
          <p className={dialog.help}>
            <code>Authorization: Bearer kiln_…</code>
          </p>
          <div className={dialog.foot}>
            <Button look="main" onClick={onClose}>
              {t('token.keptSecret')}
            </Button>
          </div>
        </div>
      </Dialog>
    );
  }
  const isReady = name.trim() !== '' && roles.length > 0 && (expiry !== 'date' || date !== '');
  return (
    <Dialog look="sheet" label={t('token.new')} onClose={onClose}>
      <form
        className={dialog.form}
        onSubmit={(event) => {
          event.preventDefault();
          if (isReady && !create.isPending) create.mutate();
        }}
      >
        <h2 className={dialog.title}>{t('token.new')}</h2>
        {create.error ? <Failure>{errorText(t, create.error)}</Failure> : null}
        <TextLine
          label={t('account.name')}
          autoFocus
          autoComplete="off"
          maxLength={100}
          value={name}
          help={t('token.nameHelp')}
          onChange={setName}
        />
        <RoleChecks
          label={t('users.roles')}
          roles={own}
          value={roles}
          help={t('token.rolesHelp')}
          onChange={setRoles}
        />
        <div className={dialog.field}>
          <label htmlFor={`${id}-expiry`}>{t('token.expiry')}</label>
          <Choice
            id={`${id}-expiry`}
            value={expiry}
            onChange={({ target }) => setExpiry(choices.find((choice) => choice === target.value) ?? '90')}
          >
            {choices.map((choice) => (
              <option key={choice} value={choice}>
                {choice === 'date'
                  ? t('token.onDate')
                  : choice === 'never'
                    ? t('token.never')
                    : t('token.days', { count: Number(choice) })}
              </option>
            ))}
          </Choice>
          {expiry === 'date' ? (
            <input
              type="date"
              className={dialog.input}
              aria-label={t('token.onDate')}
              min={new Date(Date.now() + dayMs).toISOString().slice(0, 10)}
              value={date}
              onChange={(event) => setDate(event.target.value)}
            />
          ) : null}
        </div>
        <div className={dialog.foot}>
          <Button onClick={onClose}>{t('action.cancel')}</Button>
          <Button type="submit" look="main" disabled={!isReady || create.isPending} aria-busy={create.isPending}>
            {t('action.create')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

const dayMs = 24 * 3600 * 1000;

/** A day counts to its end, where one is. */
function expiryOf(expiry: Expiry, date: string): string | undefined {
  if (expiry === 'never') return undefined;
  if (expiry === 'date') return new Date(`${date}T23:59:59`).toISOString();
  return new Date(Date.now() + Number(expiry) * dayMs).toISOString();
}

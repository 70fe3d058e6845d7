import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { applyChangeSet } from '../../api/changesets.ts';
import { getDefinition } from '../../api/definitions.ts';
import { modelKeys } from '../../api/keys.ts';
import { useModel } from '../../app/ModelContext.tsx';
import { errorText } from '../../lib/errorText.ts';
import { mayUse } from '../../store/rights.ts';
import { isLocked, readRole } from '../../store/role/readRole.ts';
import { roleName } from '../../store/role/roleName.ts';
import type { RoleDraft } from '../../store/role/types.ts';
import { writeRole } from '../../store/role/writeRole.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import styles from '../../ui/DialogContent.module.css';
import { Choice } from '../../workspace/list/Choice.tsx';
import { otherLanguage } from '../entities/EntityEditing.ts';
import { textChanges } from './textChanges.ts';

const noTexts = { title: '', description: '' };

interface NewRoleDialogProps {
  readonly taken: readonly string[];
  readonly onClose: () => void;
}

/** A new role, empty or like another one. It gives nobody anything yet, so it is made at once and then edited. */
export function NewRoleDialog({ taken, onClose }: NewRoleDialogProps) {
  const { t, i18n } = useTranslation();
  const id = useId();
  const model = useModel();
  const navigate = useNavigate();
  const cache = useQueryClient();
  const [title, setTitle] = useState('');
  const [like, setLike] = useState('');
  const name = roleName(title, taken);
  // What is typed in the other language is its title there; the English one can be told from it later.
  const isOther = i18n.language === otherLanguage && mayUse(model, 'studio');

  const create = useMutation({
    mutationFn: async () => {
      const source = like === '' ? undefined : readRole((await getDefinition('role', like)).document);
      const empty: RoleDraft = { $id: name, title, entities: {} };
      const document = writeRole(source ? { ...empty, entities: source.entities, system: source.system ?? [] } : empty);
      const message = t('role.createdMessage', { role: title.trim() });
      await applyChangeSet({
        changes: [
          { kind: 'role', name, document: { $schema: 'kiln:role', ...document } },
          ...(isOther ? await textChanges(name, { before: noTexts, after: { ...noTexts, title } }) : []),
        ],
        message,
      });
      await cache.invalidateQueries({ queryKey: modelKeys.all });
      // By now it is taken, and another name is offered.
      return name;
    },
    onSuccess: (created) => navigate({ to: '/settings/roles/$role', params: { role: created } }),
  });

  return (
    <Dialog look="sheet" label={t('role.new')} onClose={onClose}>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          if (title.trim() !== '') create.mutate();
        }}
      >
        <h2 className={styles.title}>{t('role.new')}</h2>
        <label className={styles.field}>
          <span>{t('role.title')}</span>
          <input
            autoFocus
            className={styles.input}
            value={title}
            maxLength={200}
            aria-describedby={`${id}-name`}
            onChange={(event) => setTitle(event.target.value)}
          />
          <span id={`${id}-name`} className={styles.help}>
            {t('role.nameHelp', { name })}
          </span>
        </label>
        <div className={styles.field}>
          <label htmlFor={`${id}-like`}>{t('role.startFrom')}</label>
          <Choice id={`${id}-like`} value={like} onChange={(event) => setLike(event.target.value)}>
            <option value="">{t('role.startEmpty')}</option>
            {model.roles
              .filter((role) => !isLocked(role.name))
              .map((role) => (
                <option key={role.name} value={role.name}>
                  {t('role.startLike', { role: role.title })}
                </option>
              ))}
          </Choice>
        </div>
        {create.error ? (
          <p className={styles.error} role="alert">
            {errorText(t, create.error)}
          </p>
        ) : null}
        <div className={styles.foot}>
          <Button onClick={onClose}>{t('action.cancel')}</Button>
          <Button type="submit" look="main" disabled={title.trim() === '' || create.isPending}>
            {t('action.create')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

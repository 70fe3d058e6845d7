import { useMutation } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { getDefinition } from '../../api/definitions.ts';
import { useModel } from '../../app/ModelContext.tsx';
import { errorText } from '../../lib/errorText.ts';
import { isLocked, readRole } from '../../store/role/readRole.ts';
import type { RoleDraft } from '../../store/role/types.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import styles from '../../ui/DialogContent.module.css';
import { Choice } from '../../workspace/list/Choice.tsx';

interface CopyRoleDialogProps {
  readonly name: string;
  readonly onCopy: (source: RoleDraft) => void;
  readonly onClose: () => void;
}

/** Takes over all rights of another role; nothing is saved by it, and it can be undone. */
export function CopyRoleDialog({ name, onCopy, onClose }: CopyRoleDialogProps) {
  const { t } = useTranslation();
  const id = useId();
  const others = useModel().roles.filter((role) => role.name !== name && !isLocked(role.name));
  const [source, setSource] = useState(others[0]?.name ?? '');
  const copy = useMutation({
    mutationFn: async () => readRole((await getDefinition('role', source)).document),
    onSuccess: (role) => {
      onCopy(role);
      onClose();
    },
  });
  return (
    <Dialog look="sheet" label={t('role.copyFrom')} onClose={onClose}>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          copy.mutate();
        }}
      >
        <h2 className={styles.title}>{t('role.copyFrom')}</h2>
        <p className={styles.text}>{t('role.copyText')}</p>
        <div className={styles.field}>
          <label htmlFor={id}>{t('role.source')}</label>
          <Choice id={id} value={source} onChange={({ target }) => setSource(target.value)}>
            {others.map((role) => (
              <option key={role.name} value={role.name}>
                {role.title}
              </option>
            ))}
          </Choice>
        </div>
        {copy.error ? (
          <p className={styles.error} role="alert">
            {errorText(t, copy.error)}
          </p>
        ) : null}
        <div className={styles.foot}>
          <Button onClick={onClose}>{t('action.cancel')}</Button>
          <Button type="submit" look="main" disabled={source === '' || copy.isPending}>
            {t('role.copy')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

import { useQuery } from '@tanstack/react-query';
import { TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../../api/ApiError.ts';
import { type Operation, planChangeSet } from '../../api/changesets.ts';
import { definitionKeys } from '../../api/keys.ts';
import { errorText } from '../../lib/errorText.ts';
import type { RoleChange } from '../../store/role/roleChanges.ts';
import type { RoleDraft } from '../../store/role/types.ts';
import { writeRole } from '../../store/role/writeRole.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import dialog from '../../ui/DialogContent.module.css';
import { ChangeList } from './ChangeList.tsx';
import styles from './SaveDialog.module.css';

interface SaveDialogProps {
  readonly role: RoleDraft;
  /** Of the model it was made for. */
  readonly base: string;
  readonly changes: readonly RoleChange[];
  readonly isSaving: boolean;
  /** Why it was not saved. */
  readonly error: unknown;
  readonly onSave: (message: string) => void;
  readonly onClose: () => void;
}

/** What will be different, checked by the server before anything happens, and why. */
export function SaveDialog({ role, base, changes, isSaving, error, onSave, onClose }: SaveDialogProps) {
  const { t } = useTranslation();
  const [message, setMessage] = useState('');
  const check = useQuery({
    queryKey: definitionKeys.check('role', base, role),
    queryFn: () => planChangeSet({ changes: [{ kind: 'role', name: role.$id, document: writeRole(role) }] }),
    retry: false,
    gcTime: 0,
  });
  const problem = error ?? check.error;
  return (
    <Dialog look="wide" label={t('role.review')} onClose={onClose}>
      <form
        className={dialog.form}
        onSubmit={(event) => {
          event.preventDefault();
          if (check.data && !isSaving) onSave(message.trim());
        }}
      >
        <div>
          <h2 className={dialog.title}>{t('role.review')}</h2>
          <p className={dialog.text}>{t('role.reviewText')}</p>
        </div>
        <div className={dialog.body}>
          <ChangeList changes={changes} />
          <Plan operations={check.data?.plan.operations ?? []} />
        </div>
        {problem ? <Problem error={problem} /> : null}
        <label className={dialog.field}>
          <span>{t('role.message')}</span>
          <input
            className={dialog.input}
            value={message}
            maxLength={2000}
            placeholder={t('role.messageHint')}
            onChange={(event) => setMessage(event.target.value)}
          />
        </label>
        <div className={dialog.foot}>
          <Button onClick={onClose}>{t('action.cancel')}</Button>
          <Button type="submit" look="main" disabled={!check.data || isSaving}>
            {t('action.save')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

/** What happens to the database; roles leave it alone, other definitions do not. */
function Plan({ operations }: { readonly operations: readonly Operation[] }) {
  const { t } = useTranslation();
  if (operations.length === 0) return null;
  return (
    <ul className={styles.plan} aria-label={t('role.plan')}>
      {operations.map(({ sentence, risk }) => (
        <li key={sentence} className={risk === 'safe' ? undefined : styles.risky}>
          {sentence}
        </li>
      ))}
    </ul>
  );
}

function Problem({ error }: { readonly error: unknown }) {
  const { t } = useTranslation();
  const faults = error instanceof ApiError ? error.faults : [];
  return (
    <div className={styles.problem} role="alert">
      <TriangleAlert size={16} aria-hidden />
      <div>
        {faults.length > 0 ? t('role.refused') : errorText(t, error)}
        {faults.length > 0 ? (
          <ul>
            {faults.map(({ pointer, message }) => (
              <li key={`${pointer} ${message}`}>
                <code>{pointer.replace(/^.*#/, '')}</code> {message}
              </li>
            ))}
          </ul>
        ) : null}
      </div>
    </div>
  );
}

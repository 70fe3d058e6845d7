import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { roleHolders } from '../../api/access.ts';
import type { StoredDefinition } from '../../api/definitions.ts';
import { accessKeys } from '../../api/keys.ts';
import { useModel } from '../../app/ModelContext.tsx';
import { errorText } from '../../lib/errorText.ts';
import { mayUse } from '../../store/rights.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import styles from '../../ui/DialogContent.module.css';
import { useSaveRole } from './useSaveRole.ts';

interface RemoveRoleDialogProps {
  readonly stored: StoredDefinition;
  readonly title: string;
  readonly onRemoved: () => void;
  readonly onClose: () => void;
}

/** Removes a role of this installation, or takes back what it changed in one that was delivered. */
export function RemoveRoleDialog({ stored, title, onRemoved, onClose }: RemoveRoleDialogProps) {
  const { t } = useTranslation();
  const save = useSaveRole();
  const isOwn = stored.package === 'local';
  const heading = isOwn ? t('role.removeTitle', { role: title }) : t('role.resetTitle', { role: title });
  return (
    <Dialog look="sheet" label={heading} onClose={onClose}>
      <div className={styles.form}>
        <h2 className={styles.title}>{heading}</h2>
        <p className={styles.text}>{isOwn ? t('role.removeText') : t('role.resetText')}</p>
        {isOwn ? <Holders role={stored.name} /> : null}
        {save.error ? (
          <p className={styles.error} role="alert">
            {errorText(t, save.error)}
          </p>
        ) : null}
        <div className={styles.foot}>
          <Button onClick={onClose}>{t('action.cancel')}</Button>
          <Button
            look="main"
            disabled={save.isPending}
            onClick={() => {
              const message = isOwn
                ? t('role.removedMessage', { role: title })
                : t('role.resetMessage', { role: title });
              save.mutate({ base: stored, document: null, message, done: message }, { onSuccess: onRemoved });
            }}
          >
            {isOwn ? t('role.remove') : t('role.reset')}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}

/** Who loses it: for those who administer users; others are not told who there is. */
function Holders({ role }: { readonly role: string }) {
  const { t, i18n } = useTranslation();
  const isAllowed = mayUse(useModel(), 'users');
  const { data } = useQuery({
    queryKey: accessKeys.holders(role),
    queryFn: ({ signal }) => roleHolders(role, signal),
    enabled: isAllowed,
    staleTime: 0,
  });
  if (!data) return null;
  if (data.names.length === 0) return <p>{t('role.heldByNobody')}</p>;
  const list = new Intl.ListFormat(i18n.language, { type: 'conjunction' });
  return <p>{t('role.heldBy', { names: list.format(data.names), more: data.hasMore ? ' …' : '' })}</p>;
}

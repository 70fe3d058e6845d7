import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { KeyRound, Pencil, Plus, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { identityKeys } from '../../api/keys.ts';
import { addPasskey, knowsPasskeys, listPasskeys, type Passkey, removePasskey } from '../../api/passkeys.ts';
import { useFormat } from '../../fields/shared/useFormat.ts';
import { errorText } from '../../lib/errorText.ts';
import { Button } from '../../ui/Button.tsx';
import { useToasts } from '../../ui/toasts/ToastsContext.tsx';
import { ConfirmDialog } from '../parts/ConfirmDialog.tsx';
import { Failure } from '../parts/Failure.tsx';
import sections from '../parts/Section.module.css';
import { Row, Section } from '../parts/Section.tsx';
import { reasonText } from '../reasonText.ts';
import { deviceText, readUserAgent } from './deviceText.ts';
import { RenamePasskeyDialog } from './RenamePasskeyDialog.tsx';

/** Passkeys: sign-in by fingerprint, face or PIN of a device, without a password. */
export function PasskeysSection() {
  const { t, i18n } = useTranslation();
  const format = useFormat();
  const cache = useQueryClient();
  const toasts = useToasts();
  const [removed, setRemoved] = useState<Passkey>();
  const [renamed, setRenamed] = useState<Passkey>();
  const { data, error } = useQuery({
    queryKey: identityKeys.passkeys,
    queryFn: ({ signal }) => listPasskeys(signal),
  });
  const reload = () => cache.invalidateQueries({ queryKey: identityKeys.passkeys });
  const add = useMutation({
    mutationFn: () => addPasskey(deviceText(t, readUserAgent(navigator.userAgent))),
    onSuccess: async (isAdded) => {
      if (!isAdded) return;
      await reload();
      toasts.success(t('account.passkeyAdded'));
    },
  });
  const nameOf = ({ name }: Passkey) => name || t('account.passkey');
  return (
    <Section
      title={t('account.passkeys')}
      text={t('account.passkeysText')}
      actions={
        knowsPasskeys() ? (
          <Button
            icon={<Plus size={15} aria-hidden />}
            disabled={add.isPending}
            aria-busy={add.isPending}
            onClick={() => add.mutate()}
          >
            {t('account.addPasskey')}
          </Button>
        ) : null
      }
    >
      {add.error ? <Failure>{reasonText(t, i18n.language, add.error)}</Failure> : null}
      {error ? <p className={sections.empty}>{errorText(t, error)}</p> : null}
      {data?.length === 0 ? (
        <p className={sections.empty}>{knowsPasskeys() ? t('account.noPasskeys') : t('account.passkeysUnknown')}</p>
      ) : null}
      <ul className={sections.rows} aria-busy={!data}>
        {(data ?? []).map((passkey) => (
          <Row
            key={passkey.id}
            icon={<KeyRound size={17} aria-hidden />}
            name={nameOf(passkey)}
            about={[
              passkey.createdAt ? t('account.added', { when: format.dateTime(passkey.createdAt) }) : '',
              passkey.isSynced ? t('account.synced') : '',
            ]
              .filter(Boolean)
              .join(' · ')}
          >
            <Button
              look="quiet"
              icon={<Pencil size={15} aria-hidden />}
              aria-label={t('account.rename', { name: nameOf(passkey) })}
              onClick={() => setRenamed(passkey)}
            />
            <Button
              look="quiet"
              icon={<Trash2 size={15} aria-hidden />}
              aria-label={t('form.removeItem', { name: nameOf(passkey) })}
              onClick={() => setRemoved(passkey)}
            />
          </Row>
        ))}
      </ul>
      {removed ? (
        <ConfirmDialog
          title={t('account.removePasskey')}
          text={t('account.removePasskeyText', { name: nameOf(removed) })}
          action={t('action.remove')}
          run={async () => {
            await removePasskey(removed.id);
            await reload();
          }}
          onClose={() => setRemoved(undefined)}
        />
      ) : null}
      {renamed ? <RenamePasskeyDialog passkey={renamed} onDone={reload} onClose={() => setRenamed(undefined)} /> : null}
    </Section>
  );
}

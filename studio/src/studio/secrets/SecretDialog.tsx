import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../../api/ApiError.ts';
import { workflowKeys } from '../../api/keys.ts';
import { setSecret, type WorkflowSecret } from '../../api/secrets.ts';
import { Failure } from '../../identity/parts/Failure.tsx';
import { TextLine } from '../../identity/parts/TextLine.tsx';
import { errorText } from '../../lib/errorText.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import dialog from '../../ui/DialogContent.module.css';
import { useToasts } from '../../ui/toasts/ToastsContext.tsx';

interface SecretDialogProps {
  /** Absent: a new one. */
  readonly secret?: WorkflowSecret;
  /** Names that there are. */
  readonly taken: readonly string[];
  readonly onClose: () => void;
}

/** Sets a secret. Of one that is there only the name and the hosts are known, and it stays as it is where nothing is typed. */
export function SecretDialog({ secret, taken, onClose }: SecretDialogProps) {
  const { t } = useTranslation();
  const cache = useQueryClient();
  const toasts = useToasts();
  const [name, setName] = useState(secret?.name ?? '');
  const [value, setValue] = useState('');
  const [text, setText] = useState((secret?.hosts ?? []).join(', '));
  const hosts = hostsIn(text);
  const save = useMutation({
    mutationFn: () => setSecret({ name: name.trim(), value, hosts }),
    onSuccess: async () => {
      await cache.invalidateQueries({ queryKey: workflowKeys.secrets });
      toasts.success(t('secret.saved'));
      onClose();
    },
  });
  const title = secret ? t('secret.changeNamed', { name: secret.name }) : t('secret.new');
  const isTaken = !secret && taken.includes(name.trim());
  const added = secret ? hosts.filter((host) => !secret.hosts.includes(host)) : [];
  const needsValue = !secret || added.length > 0;
  const isReady = namePattern.test(name.trim()) && !isTaken && (value !== '' || !needsValue);
  const places = save.error instanceof ApiError ? save.error.faults.map(({ pointer }) => pointer) : [];
  const isOfHosts = places.some((pointer) => pointer.startsWith('/hosts'));
  return (
    <Dialog look="sheet" label={title} onClose={onClose}>
      <form
        className={dialog.form}
        autoComplete="off"
        onSubmit={(event) => {
          event.preventDefault();
          if (isReady && !save.isPending) save.mutate();
        }}
      >
        <h2 className={dialog.title}>{title}</h2>
        {save.error && !isOfHosts ? <Failure>{errorText(t, save.error)}</Failure> : null}
        {secret ? null : (
          <TextLine
            label={t('secret.name')}
            autoFocus
            autoComplete="off"
            maxLength={60}
            spellCheck={false}
            value={name}
            help={t('secret.nameHelp')}
            error={isTaken ? t('secret.taken') : undefined}
            onChange={setName}
          />
        )}
        <TextLine
          label={t('secret.value')}
          type="password"
          autoComplete="new-password"
          maxLength={10_000}
          autoFocus={secret !== undefined}
          value={value}
          help={secret ? (needsValue ? t('secret.valueForHosts') : t('secret.valueStays')) : t('secret.valueHelp')}
          onChange={setValue}
        />
        <TextLine
          label={t('secret.hosts')}
          autoComplete="off"
          spellCheck={false}
          value={text}
          help={t('secret.hostsHelp')}
          error={isOfHosts ? t('secret.badHosts') : undefined}
          onChange={setText}
        />
        <div className={dialog.foot}>
          <Button onClick={onClose}>{t('action.cancel')}</Button>
          <Button type="submit" look="main" disabled={!isReady || save.isPending} aria-busy={save.isPending}>
            {t('action.save')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

/** As the server takes it. */
const namePattern = /^[a-zA-Z][a-zA-Z0-9_-]{0,59}$/;

/** Addresses are taken for the hosts in them. */
function hostsIn(text: string): string[] {
  const parts = text.split(/[\s,;，；、]+/).filter((part) => part !== '');
  return [
    ...new Set(
      parts.map((part) => (URL.canParse(part) && part.includes('://') ? new URL(part).host : part.toLowerCase())),
    ),
  ];
}

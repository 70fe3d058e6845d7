import { useQueryClient } from '@tanstack/react-query';
import { KeyRound } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { workflowKeys } from '../../api/keys.ts';
import { forgetSecret, type WorkflowSecret } from '../../api/secrets.ts';
import { ConfirmDialog } from '../../identity/parts/ConfirmDialog.tsx';
import sections from '../../identity/parts/Section.module.css';
import { Row } from '../../identity/parts/Section.tsx';
import { relativeTime } from '../../lib/relativeTime.ts';
import { Button } from '../../ui/Button.tsx';
import { useToasts } from '../../ui/toasts/ToastsContext.tsx';

interface SecretRowsProps {
  /** undefined while they are being read. */
  readonly secrets: readonly WorkflowSecret[] | undefined;
  readonly onEdit: (secret: WorkflowSecret) => void;
}

/** Secrets: for which hosts they are, who set them and when. */
export function SecretRows({ secrets, onEdit }: SecretRowsProps) {
  const { t, i18n } = useTranslation();
  const cache = useQueryClient();
  const toasts = useToasts();
  const [forgotten, setForgotten] = useState<WorkflowSecret>();
  const aboutOf = ({ hosts, setAt, setBy }: WorkflowSecret) =>
    [
      hosts.length > 0 ? t('secret.for', { hosts: hosts.join(', ') }) : t('secret.forWebhooks'),
      t('secret.setBy', { name: setBy, when: relativeTime(i18n.language, new Date(setAt), new Date()) }),
    ].join(' · ');
  if (secrets?.length === 0) return <p className={sections.empty}>{t('secret.none')}</p>;
  return (
    <>
      <ul className={sections.rows} aria-busy={!secrets}>
        {(secrets ?? []).map((secret) => (
          <Row
            key={secret.name}
            icon={<KeyRound size={17} aria-hidden />}
            name={<code>{secret.name}</code>}
            about={aboutOf(secret)}
          >
            <Button aria-label={t('secret.changeNamed', { name: secret.name })} onClick={() => onEdit(secret)}>
              {t('secret.change')}
            </Button>
            <Button aria-label={t('secret.forgetNamed', { name: secret.name })} onClick={() => setForgotten(secret)}>
              {t('secret.forget')}
            </Button>
          </Row>
        ))}
      </ul>
      {forgotten ? (
        <ConfirmDialog
          title={t('secret.forgetNamed', { name: forgotten.name })}
          text={t('secret.forgetText')}
          action={t('secret.forget')}
          run={async () => {
            await forgetSecret(forgotten.name);
            await cache.invalidateQueries({ queryKey: workflowKeys.secrets });
            toasts.success(t('secret.forgotten'));
          }}
          onClose={() => setForgotten(undefined)}
        />
      ) : null}
    </>
  );
}

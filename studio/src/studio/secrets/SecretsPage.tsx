import { useQuery } from '@tanstack/react-query';
import { KeyRound, Plus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { workflowKeys } from '../../api/keys.ts';
import { listSecrets, type WorkflowSecret } from '../../api/secrets.ts';
import { Section } from '../../identity/parts/Section.tsx';
import { SettingsFrame } from '../../identity/parts/SettingsFrame.tsx';
import { Button } from '../../ui/Button.tsx';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { SecretDialog } from './SecretDialog.tsx';
import { SecretRows } from './SecretRows.tsx';

/** What workflows sign in with elsewhere: set here, and never shown again. */
export function SecretsPage() {
  const { t } = useTranslation();
  const [edited, setEdited] = useState<WorkflowSecret | 'new'>();
  const { data, error, refetch } = useQuery({
    queryKey: workflowKeys.secrets,
    queryFn: ({ signal }) => listSecrets(signal),
    staleTime: 0,
  });
  return (
    <SettingsFrame icon={<KeyRound size={16} aria-hidden />} title={t('settings.section.secrets')}>
      {error ? (
        <ErrorNotice error={error} onRetry={() => refetch()} />
      ) : (
        <Section
          hideTitle
          title={t('settings.section.secrets')}
          text={t('secret.text')}
          actions={
            <Button look="main" icon={<Plus size={15} aria-hidden />} onClick={() => setEdited('new')}>
              {t('secret.new')}
            </Button>
          }
        >
          <SecretRows secrets={data} onEdit={setEdited} />
        </Section>
      )}
      {edited ? (
        <SecretDialog
          {...(edited === 'new' ? {} : { secret: edited })}
          taken={(data ?? []).map(({ name }) => name)}
          onClose={() => setEdited(undefined)}
        />
      ) : null}
    </SettingsFrame>
  );
}

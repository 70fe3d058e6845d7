import { useQuery } from '@tanstack/react-query';
import { KeySquare, Plus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { identityKeys } from '../../api/keys.ts';
import { listTokens } from '../../api/tokens.ts';
import { Button } from '../../ui/Button.tsx';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { Section } from '../parts/Section.tsx';
import { SettingsFrame } from '../parts/SettingsFrame.tsx';
import { NewTokenDialog } from './NewTokenDialog.tsx';
import { TokenRows } from './TokenRows.tsx';

/** One's own API tokens. */
export function MyTokensPage() {
  const { t } = useTranslation();
  const [isCreating, setCreating] = useState(false);
  const { data, error, refetch } = useQuery({
    queryKey: identityKeys.tokens('own'),
    queryFn: ({ signal }) => listTokens('own', signal),
    staleTime: 0,
  });
  return (
    <SettingsFrame icon={<KeySquare size={16} aria-hidden />} title={t('token.own')}>
      {error ? (
        <ErrorNotice error={error} onRetry={() => refetch()} />
      ) : (
        <Section
          hideTitle
          title={t('token.own')}
          text={t('token.ownText')}
          actions={
            <Button look="main" icon={<Plus size={15} aria-hidden />} onClick={() => setCreating(true)}>
              {t('token.new')}
            </Button>
          }
        >
          <TokenRows tokens={data} />
        </Section>
      )}
      {isCreating ? <NewTokenDialog onClose={() => setCreating(false)} /> : null}
    </SettingsFrame>
  );
}

import { useQuery } from '@tanstack/react-query';
import { KeySquare } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { identityKeys } from '../../api/keys.ts';
import { listTokens } from '../../api/tokens.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { SearchInput } from '../../ui/SearchInput.tsx';
import { Section } from '../parts/Section.tsx';
import { SettingsFrame } from '../parts/SettingsFrame.tsx';
import { TokenRows } from './TokenRows.tsx';

/** Everybody's API tokens, for whoever looks after them. */
export function TokensPage() {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const { data, error, refetch } = useQuery({
    queryKey: identityKeys.tokens('all'),
    queryFn: ({ signal }) => listTokens('all', signal),
    staleTime: 0,
  });
  const wanted = text.trim().toLowerCase();
  const shown = data?.filter(({ name, owner }) => `${name} ${owner.name}`.toLowerCase().includes(wanted));
  return (
    <SettingsFrame icon={<KeySquare size={16} aria-hidden />} title={t('settings.section.tokens')}>
      {error ? (
        <ErrorNotice error={error} onRetry={() => refetch()} />
      ) : (
        <Section
          hideTitle
          title={t('token.all')}
          text={t('token.allText')}
          actions={<SearchInput value={text} placeholder={t('token.search')} onChange={setText} />}
        >
          <TokenRows tokens={shown} showOwner isSearched={wanted !== ''} />
        </Section>
      )}
    </SettingsFrame>
  );
}

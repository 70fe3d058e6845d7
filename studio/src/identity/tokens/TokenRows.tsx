import { useQueryClient } from '@tanstack/react-query';
import { KeySquare } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type ApiToken, revokeToken } from '../../api/tokens.ts';
import { useModel } from '../../app/ModelContext.tsx';
import { useFormat } from '../../fields/shared/useFormat.ts';
import { relativeTime } from '../../lib/relativeTime.ts';
import { roleTitles } from '../../store/roleTitles.ts';
import { Button } from '../../ui/Button.tsx';
import { OptionChip } from '../../ui/OptionChip.tsx';
import { useToasts } from '../../ui/toasts/ToastsContext.tsx';
import { ConfirmDialog } from '../parts/ConfirmDialog.tsx';
import sections from '../parts/Section.module.css';
import { Row } from '../parts/Section.tsx';

interface TokenRowsProps {
  /** undefined while they are being read. */
  readonly tokens: readonly ApiToken[] | undefined;
  readonly showOwner?: boolean;
  /** Only some of them are shown. */
  readonly isSearched?: boolean;
}

/** API tokens: what they may, since when and until when, when they were used. */
export function TokenRows({ tokens, showOwner = false, isSearched = false }: TokenRowsProps) {
  const { t, i18n } = useTranslation();
  const format = useFormat();
  const model = useModel();
  const cache = useQueryClient();
  const toasts = useToasts();
  const [revoked, setRevoked] = useState<ApiToken>();
  const now = new Date();

  const aboutOf = ({ owner, roles, lastUsedAt, expiresAt }: ApiToken) =>
    [
      showOwner ? owner.name : '',
      roleTitles(model, roles).join(', ') || t('account.noRoles'),
      lastUsedAt
        ? t('token.used', { when: relativeTime(i18n.language, new Date(lastUsedAt), now) })
        : t('token.neverUsed'),
      expiresAt ? t('token.expires', { when: format.dateTime(expiresAt) }) : t('token.noExpiry'),
    ]
      .filter(Boolean)
      .join(' · ');
  if (tokens?.length === 0) {
    return <p className={sections.empty}>{isSearched ? t('state.nothingFound') : t('token.none')}</p>;
  }
  return (
    <>
      <ul className={sections.rows} aria-busy={!tokens}>
        {(tokens ?? []).map((token) => (
          <Row
            key={token.id}
            icon={<KeySquare size={17} aria-hidden />}
            name={
              <>
                {token.name}
                {token.expiresAt && new Date(token.expiresAt) < now ? (
                  <OptionChip color="red" title={t('token.expired')} />
                ) : null}
                {token.fromEnvironment ? <OptionChip title={t('token.fromEnvironment')} /> : null}
              </>
            }
            about={aboutOf(token)}
          >
            <Button aria-label={t('token.revokeNamed', { name: token.name })} onClick={() => setRevoked(token)}>
              {t('token.revoke')}
            </Button>
          </Row>
        ))}
      </ul>
      {revoked ? (
        <ConfirmDialog
          title={t('token.revokeNamed', { name: revoked.name })}
          text={revoked.fromEnvironment ? t('token.revokeEnvironmentText') : t('token.revokeText')}
          action={t('token.revoke')}
          run={async () => {
            await revokeToken(revoked.id);
            await cache.invalidateQueries({ queryKey: ['tokens'] });
            toasts.success(t('token.revoked'));
          }}
          onClose={() => setRevoked(undefined)}
        />
      ) : null}
    </>
  );
}

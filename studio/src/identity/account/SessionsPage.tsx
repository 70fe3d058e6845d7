import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Monitor, MonitorSmartphone, Smartphone } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { endOtherSessions, endSession, listSessions, type Session } from '../../api/account.ts';
import { identityKeys } from '../../api/keys.ts';
import { useFormat } from '../../fields/shared/useFormat.ts';
import { errorText } from '../../lib/errorText.ts';
import { Button } from '../../ui/Button.tsx';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { OptionChip } from '../../ui/OptionChip.tsx';
import { useToasts } from '../../ui/toasts/ToastsContext.tsx';
import { ConfirmDialog } from '../parts/ConfirmDialog.tsx';
import sections from '../parts/Section.module.css';
import { Row, Section } from '../parts/Section.tsx';
import { SettingsFrame } from '../parts/SettingsFrame.tsx';
import { deviceText, readUserAgent } from './deviceText.ts';

/** Where one is signed in. */
export function SessionsPage() {
  const { t } = useTranslation();
  const format = useFormat();
  const cache = useQueryClient();
  const toasts = useToasts();
  const [endsOthers, setEndsOthers] = useState(false);
  const { data, error, refetch } = useQuery({
    queryKey: identityKeys.sessions,
    queryFn: ({ signal }) => listSessions(signal),
    staleTime: 0,
  });
  const reload = () => cache.invalidateQueries({ queryKey: identityKeys.sessions });
  const end = useMutation({
    mutationFn: ({ token }: Session) => endSession(token),
    onSuccess: async () => {
      await reload();
      toasts.success(t('account.sessionEnded'));
    },
    onError: (failure) => toasts.error(errorText(t, failure)),
  });

  const aboutOf = ({ address, createdAt, updatedAt }: Session) =>
    [
      address,
      createdAt ? t('account.signedInAt', { when: format.dateTime(createdAt) }) : '',
      updatedAt && updatedAt.slice(0, 10) !== createdAt?.slice(0, 10)
        ? t('account.seenAt', { when: format.dateTime(updatedAt) })
        : '',
    ]
      .filter(Boolean)
      .join(' · ');
  return (
    <SettingsFrame icon={<MonitorSmartphone size={16} aria-hidden />} title={t('account.sessions')}>
      {error ? (
        <ErrorNotice error={error} onRetry={() => refetch()} />
      ) : (
        <Section
          hideTitle
          title={t('account.sessions')}
          text={t('account.sessionsText')}
          actions={
            (data?.length ?? 0) > 1 ? (
              <Button onClick={() => setEndsOthers(true)}>{t('account.endOthers')}</Button>
            ) : null
          }
        >
          <ul className={sections.rows} aria-busy={!data}>
            {(data ?? []).map((session) => {
              const device = readUserAgent(session.userAgent);
              const Icon = device.isPhone ? Smartphone : Monitor;
              return (
                <Row
                  key={session.id}
                  icon={<Icon size={17} aria-hidden />}
                  name={
                    <>
                      {deviceText(t, device)}
                      {session.isThis ? <OptionChip color="green" title={t('account.thisSession')} /> : null}
                    </>
                  }
                  about={aboutOf(session)}
                >
                  {session.isThis ? null : (
                    <Button disabled={end.isPending} onClick={() => end.mutate(session)}>
                      {t('account.endSession')}
                    </Button>
                  )}
                </Row>
              );
            })}
          </ul>
        </Section>
      )}
      {endsOthers ? (
        <ConfirmDialog
          title={t('account.endOthersTitle')}
          text={t('account.endOthersText')}
          action={t('account.endOthers')}
          run={async () => {
            await endOtherSessions();
            await reload();
            toasts.success(t('account.othersEnded'));
          }}
          onClose={() => setEndsOthers(false)}
        />
      ) : null}
    </SettingsFrame>
  );
}

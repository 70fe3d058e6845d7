import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useEffect, useMemo, useState } from 'react';
import { createLabelLoader } from '../api/createLabelLoader.ts';
import { modelKeys } from '../api/keys.ts';
import { meQuery } from '../api/me.ts';
import { fetchModel } from '../api/model.ts';
import { useSession } from '../identity/session/SessionContext.tsx';
import type { Presence } from '../store/createPresence.ts';
import { ErrorNotice } from '../ui/ErrorNotice.tsx';
import { Logo } from './Logo.tsx';
import { MeProvider } from './MeContext.tsx';
import { ModelProvider } from './ModelContext.tsx';
import styles from './ModelGate.module.css';
import { usePreferences } from './PreferencesContext.tsx';
import { PresenceProvider } from './PresenceContext.tsx';

/** Reads the model, and who is here, before anything else is shown, and keeps it and the records in step with the server's events. */
export function ModelGate({ children }: { readonly children: ReactNode }) {
  const { language } = usePreferences();
  const cache = useQueryClient();
  const session = useSession();
  const loadLabel = useMemo(createLabelLoader, []);
  const [presence, setPresence] = useState<Presence>();
  const me = useQuery(meQuery());
  const { data: model, ...reading } = useQuery({
    queryKey: modelKeys.locale(language),
    queryFn: ({ signal }) => fetchModel(language, signal),
    // Another language replaces the texts when it is there; until then the old ones stand.
    placeholderData: keepPreviousData,
    staleTime: Number.POSITIVE_INFINITY,
  });

  const isIn = me.data !== undefined;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the connection belongs to a session
  useEffect(() => {
    if (!isIn) return;
    let isOver = false;
    let disconnect = () => {};
    // Not needed for the first page, so not part of it.
    import('./followLive.ts').then(({ followLive }) => {
      if (isOver) return;
      const live = followLive(cache);
      disconnect = live.close;
      setPresence(live.presence);
    });
    return () => {
      isOver = true;
      disconnect();
    };
  }, [cache, isIn, session]);

  if (model && me.data) {
    return (
      <MeProvider value={me.data}>
        <ModelProvider model={model} loadLabel={loadLabel}>
          <PresenceProvider value={presence}>{children}</PresenceProvider>
        </ModelProvider>
      </MeProvider>
    );
  }
  const failed = [reading, me].find(({ error }) => error);
  if (failed) return <ErrorNotice error={failed.error} onRetry={() => cache.refetchQueries({ type: 'active' })} />;
  return (
    <div className={styles.splash} role="status" aria-busy>
      <Logo />
    </div>
  );
}

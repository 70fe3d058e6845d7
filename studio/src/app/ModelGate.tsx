import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useEffect, useMemo } from 'react';
import { createLabelLoader } from '../api/createLabelLoader.ts';
import { modelKeys, recordKeys } from '../api/keys.ts';
import { fetchModel } from '../api/model.ts';
import { ErrorNotice } from '../ui/ErrorNotice.tsx';
import { createRefresher } from './createRefresher.ts';
import { Logo } from './Logo.tsx';
import { ModelProvider } from './ModelContext.tsx';
import styles from './ModelGate.module.css';
import { usePreferences } from './PreferencesContext.tsx';

/** Reads the model before anything else is shown, and keeps it and the records in step with the server's events. */
export function ModelGate({ children }: { readonly children: ReactNode }) {
  const { language } = usePreferences();
  const cache = useQueryClient();
  const loadLabel = useMemo(createLabelLoader, []);
  const {
    data: model,
    error,
    refetch,
  } = useQuery({
    queryKey: modelKeys.locale(language),
    queryFn: ({ signal }) => fetchModel(language, signal),
    // Another language replaces the texts when it is there; until then the old ones stand.
    placeholderData: keepPreviousData,
    staleTime: Number.POSITIVE_INFINITY,
  });

  useEffect(() => {
    const refresher = createRefresher((entity) => cache.invalidateQueries({ queryKey: recordKeys.entity(entity) }));
    let isOver = false;
    let disconnect = () => {};
    // Not needed for the first page, so not part of it.
    import('../api/live.ts').then(({ connectLive }) => {
      if (isOver) return;
      disconnect = connectLive({
        recordChanged: refresher.changed,
        modelChanged: () => cache.invalidateQueries({ queryKey: modelKeys.all }),
        reconnected: () => cache.invalidateQueries(),
      });
    });
    return () => {
      isOver = true;
      disconnect();
      refresher.close();
    };
  }, [cache]);

  if (model) {
    return (
      <ModelProvider model={model} loadLabel={loadLabel}>
        {children}
      </ModelProvider>
    );
  }
  if (error) return <ErrorNotice error={error} onRetry={() => refetch()} />;
  return (
    <div className={styles.splash} role="status" aria-busy>
      <Logo />
    </div>
  );
}

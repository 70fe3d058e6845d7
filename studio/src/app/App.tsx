import { type QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import type { i18n as I18n } from 'i18next';
import { useCallback, useMemo, useState } from 'react';
import { I18nextProvider } from 'react-i18next';
import { FormatScope } from '../fields/shared/FormatScope.tsx';
import { SessionGate } from '../identity/session/SessionGate.tsx';
import { PanelBoundary } from '../ui/PanelBoundary.tsx';
import { ToastsProvider } from '../ui/toasts/ToastsContext.tsx';
import { ConnectionNotice } from './ConnectionNotice.tsx';
import { changeLanguage } from './createI18n.ts';
import { ModelGate } from './ModelGate.tsx';
import { PreferencesProvider } from './PreferencesContext.tsx';
import { applyPreferences, type Preferences, rememberPreferences } from './preferences.ts';
import type { createAppRouter } from './router.tsx';
import { ViewAsBanner } from './shell/ViewAsBanner.tsx';

interface AppProps {
  readonly i18n: I18n;
  readonly queryClient: QueryClient;
  readonly router: ReturnType<typeof createAppRouter>;
  /** As they are when the application starts. */
  readonly first: Preferences;
}

/** Everything that pages find above them: language, theme, notices, cache, who is here, model, routes. */
export function App({ i18n, queryClient, router, first }: AppProps) {
  const [current, setCurrent] = useState(first);

  const change = useCallback(
    async (changed: Partial<Preferences>, { remember = true }: { readonly remember?: boolean } = {}) => {
      if (remember) rememberPreferences(changed);
      if (changed.language) await changeLanguage(i18n, queryClient, changed.language);
      setCurrent((before) => {
        const next = { ...before, ...changed };
        applyPreferences(next);
        return next;
      });
    },
    [i18n, queryClient],
  );
  const preferences = useMemo(() => ({ ...current, change }), [current, change]);

  return (
    <I18nextProvider i18n={i18n}>
      <PreferencesProvider value={preferences}>
        <QueryClientProvider client={queryClient}>
          <ToastsProvider>
            <ConnectionNotice />
            <SessionGate history={router.history}>
              <ViewAsBanner />
              <FormatScope>
                <ModelGate>
                  <PanelBoundary>
                    <RouterProvider router={router} />
                  </PanelBoundary>
                </ModelGate>
              </FormatScope>
            </SessionGate>
          </ToastsProvider>
        </QueryClientProvider>
      </PreferencesProvider>
    </I18nextProvider>
  );
}

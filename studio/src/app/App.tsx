import { type QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { App as AntdApp, ConfigProvider } from 'antd';
import type { Locale } from 'antd/es/locale';
import type { i18n as I18n } from 'i18next';
import { useCallback, useMemo, useState } from 'react';
import { I18nextProvider } from 'react-i18next';
import { antdTheme } from '../ui/tokens.ts';
import { changeLanguage } from './createI18n.ts';
import type { Language } from './languages.ts';
import { loadLocale } from './loadLocale.ts';
import { ModelGate } from './ModelGate.tsx';
import { PreferencesProvider } from './PreferencesContext.tsx';
import { rememberLanguage } from './rememberLanguage.ts';
import type { createAppRouter } from './router.tsx';

interface AppProps {
  readonly i18n: I18n;
  readonly queryClient: QueryClient;
  readonly router: ReturnType<typeof createAppRouter>;
  readonly language: Language;
  readonly antdLocale: Locale;
}

/** Everything that pages find above them: language, theme, cache, model, routes. */
export function App({ i18n, queryClient, router, ...first }: AppProps) {
  const [{ language, antdLocale }, setLocale] = useState(first);

  const setLanguage = useCallback(
    async (next: Language) => {
      const [nextLocale] = await Promise.all([loadLocale(next), changeLanguage(i18n, next)]);
      rememberLanguage(next);
      setLocale({ language: next, antdLocale: nextLocale });
    },
    [i18n],
  );
  const preferences = useMemo(() => ({ language, setLanguage }), [language, setLanguage]);

  return (
    <I18nextProvider i18n={i18n}>
      <PreferencesProvider value={preferences}>
        <ConfigProvider theme={antdTheme} locale={antdLocale} button={{ autoInsertSpace: false }}>
          <AntdApp style={{ height: '100%' }} message={{ top: 14, maxCount: 3 }}>
            <QueryClientProvider client={queryClient}>
              <ModelGate>
                <RouterProvider router={router} />
              </ModelGate>
            </QueryClientProvider>
          </AntdApp>
        </ConfigProvider>
      </PreferencesProvider>
    </I18nextProvider>
  );
}

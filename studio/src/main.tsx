import '@fontsource-variable/inter/index.css';
import { QueryClient } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app/App.tsx';
import { createI18n } from './app/createI18n.ts';
import { pickLanguage } from './app/languages.ts';
import { loadLocale } from './app/loadLocale.ts';
import { rememberedLanguage } from './app/rememberLanguage.ts';
import { createAppRouter } from './app/router.tsx';
import './ui/base.css';
import { cssVariables } from './ui/tokens.ts';

async function start(container: HTMLElement) {
  for (const [name, value] of Object.entries(cssVariables())) document.documentElement.style.setProperty(name, value);
  const language = pickLanguage(rememberedLanguage(), navigator.languages);
  document.documentElement.lang = language;
  const [i18n, antdLocale] = await Promise.all([createI18n(language), loadLocale(language)]);
  const queryClient = new QueryClient({ defaultOptions: { queries: { retry: false, staleTime: 10_000 } } });
  createRoot(container).render(
    <StrictMode>
      <App
        i18n={i18n}
        queryClient={queryClient}
        router={createAppRouter()}
        language={language}
        antdLocale={antdLocale}
      />
    </StrictMode>,
  );
}

const container = document.getElementById('root');
if (container) start(container);

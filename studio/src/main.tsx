import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app/App.tsx';
import { controlTexts } from './app/controlTexts.ts';
import { createI18n } from './app/createI18n.ts';
import { createQueryClient } from './app/createQueryClient.ts';
import { applyPreferences, readPreferences } from './app/preferences.ts';
import { createAppRouter } from './app/router.tsx';
import './ui/fonts.css';
import './ui/base.css';

async function start(container: HTMLElement) {
  const first = readPreferences();
  applyPreferences(first);
  const i18n = await createI18n(first.language);
  const queryClient = createQueryClient();
  // Not waited for: whatever needs antd finds its texts on the way.
  queryClient.prefetchQuery(controlTexts(first.language));
  createRoot(container).render(
    <StrictMode>
      <App i18n={i18n} queryClient={queryClient} router={createAppRouter()} first={first} />
    </StrictMode>,
  );
}

const container = document.getElementById('root');
if (container) start(container);

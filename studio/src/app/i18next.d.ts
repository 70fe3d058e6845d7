import 'i18next';
import type designer from './locales/designer/en.json';
import type en from './locales/en.json';
import type flow from './locales/flow/en.json';
import type inbox from './locales/inbox/en.json';
import type pages from './locales/pages/en.json';
import type plugins from './locales/plugins/en.json';
import type runs from './locales/runs/en.json';
import type settings from './locales/settings/en.json';
import type studio from './locales/studio/en.json';
import type views from './locales/views/en.json';
import type workflows from './locales/workflows/en.json';

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'translation';
    resources: {
      translation: typeof en &
        typeof designer &
        typeof flow &
        typeof inbox &
        typeof pages &
        typeof plugins &
        typeof runs &
        typeof settings &
        typeof studio &
        typeof views &
        typeof workflows;
      said: Readonly<Record<string, string>>;
    };
  }
}

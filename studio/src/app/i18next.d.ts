import 'i18next';
import type en from './locales/en.json';
import type settings from './locales/settings/en.json';

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'translation';
    resources: { translation: typeof en & typeof settings };
  }
}

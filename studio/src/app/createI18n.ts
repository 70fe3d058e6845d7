import type { QueryClient } from '@tanstack/react-query';
import { createInstance, type i18n } from 'i18next';
import { initReactI18next } from 'react-i18next';
import { createFormat } from '../lib/format.ts';
import { controlTexts } from './controlTexts.ts';
import type { Language } from './languages.ts';
import { addSameTexts } from './settingsTexts.ts';

/** A catalogue is its own chunk: only the language in use is loaded. */
export async function createI18n(language: Language): Promise<i18n> {
  const instance = createInstance();
  await instance.use(initReactI18next).init({
    lng: language,
    fallbackLng: 'en',
    resources: { [language]: { translation: await loadCatalogue(language) } },
    interpolation: { escapeValue: false },
    returnNull: false,
  });
  instance.services.formatter?.add('bytes', (size, locale) => createFormat(locale ?? language).bytes(Number(size)));
  return instance;
}

/** All texts at once: the application's and those of antd's controls. */
export async function changeLanguage(instance: i18n, cache: QueryClient, language: Language): Promise<void> {
  const [catalogue] = await Promise.all([
    instance.hasResourceBundle(language, 'translation') ? undefined : loadCatalogue(language),
    cache.ensureQueryData(controlTexts(language)),
  ]);
  if (catalogue) instance.addResourceBundle(language, 'translation', catalogue);
  await addSameTexts(instance, language, instance.language);
  await instance.changeLanguage(language);
}

async function loadCatalogue(language: Language) {
  const catalogue = language === 'zh-CN' ? import('./locales/zh-CN.json') : import('./locales/en.json');
  return (await catalogue).default;
}

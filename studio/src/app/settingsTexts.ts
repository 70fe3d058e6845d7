import type { i18n as I18n } from 'i18next';
import { getI18n } from 'react-i18next';

/** Loads a part of the settings together with its texts, which the first pages do without. */
export function withSettingsTexts<Part>(load: () => Promise<Part>): () => Promise<Part> {
  return async () => {
    const instance = getI18n();
    const [part] = await Promise.all([load(), addSettingsTexts(instance, instance.language)]);
    // Another language may have been chosen meanwhile.
    while (!hasSettingsTexts(instance, instance.language)) await addSettingsTexts(instance, instance.language);
    return part;
  };
}

/** Adds the texts of the settings to the others of a language, once. */
export async function addSettingsTexts(instance: I18n, language: string): Promise<void> {
  if (hasSettingsTexts(instance, language)) return;
  const catalogue =
    language === 'zh-CN' ? import('./locales/settings/zh-CN.json') : import('./locales/settings/en.json');
  instance.addResourceBundle(language, 'translation', (await catalogue).default, true);
  instance.addResourceBundle(language, marker, {});
}

export function hasSettingsTexts(instance: I18n, language: string): boolean {
  return instance.hasResourceBundle(language, marker);
}

/** An empty namespace that says that the texts are there. */
const marker = 'settings';

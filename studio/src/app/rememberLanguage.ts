import type { Language } from './languages.ts';

const key = 'kiln.language';

export function rememberLanguage(language: Language): void {
  document.documentElement.lang = language;
  try {
    localStorage.setItem(key, language);
  } catch {
    // Storage may be forbidden: then the choice holds for this visit.
  }
}

export function rememberedLanguage(): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

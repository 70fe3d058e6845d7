import type { Density, ThemeName } from '../ui/tokens.ts';
import { type Language, pickLanguage } from './languages.ts';

/** What a person chose for this browser. */
export interface Preferences {
  readonly language: Language;
  readonly theme: ThemeName | 'system';
  readonly density: Density;
}

// boot.js reads the same key before the first paint.
const key = 'kiln.preferences';

export function readPreferences(): Preferences {
  const { language, theme, density } = stored();
  return {
    language: pickLanguage(typeof language === 'string' ? language : null, navigator.languages),
    theme: theme === 'light' || theme === 'dark' ? theme : 'system',
    density: density === 'compact' ? 'compact' : 'comfortable',
  };
}

/** Keeps what changed, and nothing else: a language that nobody chose goes on following the browser. */
export function rememberPreferences(changed: Partial<Preferences>): void {
  try {
    localStorage.setItem(key, JSON.stringify({ ...stored(), ...changed }));
  } catch {
    // Storage may be forbidden: then the choice holds for this visit.
  }
}

/** False: the language follows the browser, or the profile of whoever signs in. */
export function hasChosenLanguage(): boolean {
  return typeof stored().language === 'string';
}

/** Tells the style sheets. */
export function applyPreferences({ language, theme, density }: Preferences): void {
  const root = document.documentElement;
  root.lang = language;
  root.dataset.density = density;
  if (theme === 'system') delete root.dataset.theme;
  else root.dataset.theme = theme;
}

function stored(): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(key) ?? '{}');
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}

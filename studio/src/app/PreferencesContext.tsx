import { createContext, useContext } from 'react';
import type { Language } from './languages.ts';

interface Preferences {
  readonly language: Language;
  readonly setLanguage: (language: Language) => void;
}

const Context = createContext<Preferences | undefined>(undefined);

export const PreferencesProvider = Context.Provider;

export function usePreferences(): Preferences {
  const preferences = useContext(Context);
  if (!preferences) throw new Error('No PreferencesProvider above');
  return preferences;
}

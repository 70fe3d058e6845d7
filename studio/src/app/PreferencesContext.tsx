import { createContext, useContext } from 'react';
import { type Sizes, sizes, type ThemeName } from '../ui/tokens.ts';
import { useMedia } from '../ui/useMedia.ts';
import type { Preferences } from './preferences.ts';

interface PreferencesValue extends Preferences {
  /** `remember: false`: for now, until somebody chooses. Default: true. */
  readonly change: (changed: Partial<Preferences>, options?: { readonly remember?: boolean }) => void;
}

const Context = createContext<PreferencesValue | undefined>(undefined);

export const PreferencesProvider = Context.Provider;

export function usePreferences(): PreferencesValue {
  const preferences = useContext(Context);
  if (!preferences) throw new Error('No PreferencesProvider above');
  return preferences;
}

/** The theme in force. */
export function useThemeName(): ThemeName {
  const { theme } = usePreferences();
  const isDark = useMedia('(prefers-color-scheme: dark)');
  if (theme !== 'system') return theme;
  return isDark ? 'dark' : 'light';
}

/** Sizes in force, for what has to know them before it is laid out, such as virtual rows. A finger gets larger ones. */
export function useSizes(): Sizes {
  const { density } = usePreferences();
  return sizes[useMedia('(pointer: coarse)') ? 'touch' : density];
}

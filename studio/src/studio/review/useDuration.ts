import { useMemo } from 'react';
import { usePreferences } from '../../app/PreferencesContext.tsx';

/** Milliseconds as an estimate that people read: below a second is an instant. */
export function useDuration(): (ms: number) => string {
  const { language } = usePreferences();
  return useMemo(() => {
    const unit = (name: string, value: number) =>
      new Intl.NumberFormat(language, {
        style: 'unit',
        unit: name,
        unitDisplay: 'short',
        maximumFractionDigits: 0,
      }).format(value);
    return (ms) => {
      if (ms < 1000) return `< ${unit('second', 1)}`;
      if (ms < 90_000) return `≈ ${unit('second', Math.round(ms / 1000))}`;
      if (ms < 5_400_000) return `≈ ${unit('minute', Math.round(ms / 60_000))}`;
      return `≈ ${unit('hour', Math.round(ms / 3_600_000))}`;
    };
  }, [language]);
}

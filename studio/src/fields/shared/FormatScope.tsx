import { type ReactNode, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { createFormat } from '../../lib/format.ts';
import { FormatProvider } from './useFormat.ts';

/** The formats of the language in use, for everything below. */
export function FormatScope({ children }: { readonly children: ReactNode }) {
  const { i18n } = useTranslation();
  const format = useMemo(() => createFormat(i18n.language), [i18n.language]);
  return <FormatProvider value={format}>{children}</FormatProvider>;
}

import { createContext, useContext } from 'react';
import type { Format } from '../../lib/format.ts';

const Context = createContext<Format | undefined>(undefined);

/** Made once for all cells: what formats dates is costly to make. See FormatScope. */
export const FormatProvider = Context.Provider;

/** Formats of the language in use. */
export function useFormat(): Format {
  const format = useContext(Context);
  if (!format) throw new Error('No FormatScope above');
  return format;
}

import { useQuery } from '@tanstack/react-query';
import type { Romanize } from './document/apiName.ts';

/** Pinyin of Chinese titles, for names. Its dictionary (80 KB over the wire) is loaded with the designer; undefined until then. */
export function useRomanize(): Romanize | undefined {
  const { data } = useQuery({
    queryKey: ['pinyin', 'syllables'],
    queryFn: async () => (await import('../../lib/syllables.ts')).syllables,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: Number.POSITIVE_INFINITY,
  });
  return data;
}

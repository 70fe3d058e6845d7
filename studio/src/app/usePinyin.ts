import { useQuery } from '@tanstack/react-query';
import type { FindPinyin } from '../lib/matchText.ts';
import { usePreferences } from './PreferencesContext.tsx';

/**
 * Finds Chinese texts by pinyin. Its dictionary (80 KB over the wire) is loaded once something is searched through, and only for
 * people who read Chinese; undefined until then.
 */
export function usePinyin(isSearching = true): FindPinyin | undefined {
  const { language } = usePreferences();
  const readsChinese = [language, ...navigator.languages].some((code) => code.startsWith('zh'));
  const { data } = useQuery({
    queryKey: ['pinyin'],
    queryFn: async () => (await import('../lib/findPinyin.ts')).findPinyin,
    enabled: isSearching && readsChinese,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: Number.POSITIVE_INFINITY,
  });
  return data;
}

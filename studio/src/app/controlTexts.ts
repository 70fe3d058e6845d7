import { queryOptions } from '@tanstack/react-query';
import type { Locale } from 'antd/es/locale';
import type { Language } from './languages.ts';

/** Texts of antd's own controls, and the names of months and days in calendars, as an entry of the cache. */
export function controlTexts(language: Language) {
  return queryOptions({
    queryKey: ['controlTexts', language],
    queryFn: () => load(language),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: Number.POSITIVE_INFINITY,
  });
}

async function load(language: Language): Promise<Locale> {
  const [{ default: locale }] = await Promise.all(
    language === 'en'
      ? [import('antd/es/locale/en_US')]
      : [import('antd/es/locale/zh_CN'), import('dayjs/locale/zh-cn')],
  );
  return locale;
}

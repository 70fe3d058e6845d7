import { useSuspenseQuery } from '@tanstack/react-query';
import { App, ConfigProvider } from 'antd';
import dayjs from 'dayjs';
import { type ReactNode, useEffect, useMemo } from 'react';
import { antdTheme } from '../ui/antdTheme.ts';
import { controlTexts } from './controlTexts.ts';
import { usePreferences, useSizes, useThemeName } from './PreferencesContext.tsx';

/** The same objects at each render: other ones would render every control below anew. */
const button = { autoInsertSpace: false };
const wave = { disabled: true };

/** What antd's controls find above them. A part of its own: the frame and the start page do without antd. */
export function AntdLayer({ children }: { readonly children: ReactNode }) {
  const { language } = usePreferences();
  const themeName = useThemeName();
  const sizes = useSizes();
  const { data: locale } = useSuspenseQuery(controlTexts(language));
  const theme = useMemo(() => antdTheme(themeName, sizes, language === 'zh-CN'), [themeName, sizes, language]);
  useEffect(() => {
    dayjs.locale(language.toLowerCase());
  }, [language]);

  return (
    <ConfigProvider theme={theme} locale={locale} button={button} wave={wave}>
      <App component={false}>{children}</App>
    </ConfigProvider>
  );
}

import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Logo } from '../../app/Logo.tsx';
import { languages } from '../../app/languages.ts';
import { usePreferences } from '../../app/PreferencesContext.tsx';
import { Segmented } from '../../ui/Segmented.tsx';
import styles from './Frame.module.css';

interface FrameProps {
  readonly title: string;
  readonly text?: ReactNode;
  readonly children: ReactNode;
}

/** A page before sign-in: the mark, a card, and how one wants to see it. */
export function Frame({ title, text, children }: FrameProps) {
  const { t } = useTranslation();
  const { language, theme, change } = usePreferences();
  return (
    <main className={styles.page}>
      <title>{`${title} · Kiln`}</title>
      <div className={styles.brand}>
        <Logo />
        <span>Kiln</span>
      </div>
      <div className={styles.card}>
        <h1 className={styles.title}>{title}</h1>
        {text ? <p className={styles.text}>{text}</p> : null}
        <div className={styles.content}>{children}</div>
      </div>
      <footer className={styles.foot}>
        <Segmented
          label={t('shell.language')}
          hideLabel
          value={language}
          options={languages.map(({ code, title }) => ({ value: code, title }))}
          onChange={(next) => change({ language: next })}
        />
        <Segmented
          label={t('shell.theme')}
          hideLabel
          value={theme}
          options={[
            { value: 'system', title: t('shell.themeSystem') },
            { value: 'light', title: t('shell.themeLight') },
            { value: 'dark', title: t('shell.themeDark') },
          ]}
          onChange={(next) => change({ theme: next })}
        />
      </footer>
    </main>
  );
}

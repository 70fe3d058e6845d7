import { EyeOff } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { ViewedAs } from '../../../api/viewAs.ts';
import styles from './NotCalled.module.css';

/** In the place of what a function would answer: whoever looks as somebody else must not set anything off in their name. */
export function NotCalled({ viewed }: { readonly viewed: ViewedAs }) {
  const { t } = useTranslation();
  return (
    <p className={styles.line} role="note">
      <EyeOff size={15} aria-hidden />
      {t('pages.notCalled', { name: viewed.name })}
    </p>
  );
}

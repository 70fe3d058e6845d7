import { TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import styles from './PluginsPage.module.css';

/** No plugin runs, because it could only run unprotected. The reason is the server's, in English. */
export function SandboxNotice({ reason }: { readonly reason: string }) {
  const { t } = useTranslation();
  return (
    <div className={styles.notice} role="alert">
      <TriangleAlert size={16} aria-hidden />
      <div>
        <strong>{t('plugins.noSandbox')}</strong>
        <p>{t('plugins.noSandboxText')}</p>
        {reason ? <code>{reason}</code> : null}
      </div>
    </div>
  );
}

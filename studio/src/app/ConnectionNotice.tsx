import { useQueryClient } from '@tanstack/react-query';
import { CloudOff } from 'lucide-react';
import { useEffect, useMemo, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../ui/Button.tsx';
import styles from './ConnectionNotice.module.css';
import { watchConnection } from './watchConnection.ts';

/** Says that the server cannot be reached, for as long as it is so, and reads everything again afterwards. */
export function ConnectionNotice() {
  const { t } = useTranslation();
  const cache = useQueryClient();
  const connection = useMemo(() => watchConnection(cache), [cache]);
  useEffect(() => connection.start(), [connection]);
  const isLost = useSyncExternalStore(connection.subscribe, connection.isLost);
  return (
    <div className={styles.place} role="status">
      {isLost ? (
        <div className={styles.notice}>
          <CloudOff size={16} aria-hidden />
          <span>{t('shell.offline')}</span>
          <Button look="quiet" className={styles.retry} onClick={connection.probe}>
            {t('action.retry')}
          </Button>
        </div>
      ) : null}
    </div>
  );
}

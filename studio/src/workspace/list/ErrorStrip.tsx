import { TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../../api/ApiError.ts';
import { errorText } from '../../lib/errorText.ts';
import { Button } from '../../ui/Button.tsx';
import { RequestId } from '../../ui/RequestId.tsx';
import styles from './ErrorStrip.module.css';

interface ErrorStripProps {
  readonly error: unknown;
  readonly onRetry: () => void;
}

/** Some rows could not be read; the others stand. */
export function ErrorStrip({ error, onRetry }: ErrorStripProps) {
  const { t } = useTranslation();
  const requestId = error instanceof ApiError ? error.requestId : undefined;
  return (
    <div className={styles.strip} role="alert">
      <TriangleAlert size={15} aria-hidden />
      <span>{errorText(t, error)}</span>
      {requestId ? <RequestId id={requestId} /> : null}
      <Button onClick={onRetry}>{t('action.retry')}</Button>
    </div>
  );
}

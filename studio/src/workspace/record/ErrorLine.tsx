import { TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../../api/ApiError.ts';
import { errorText } from '../../lib/errorText.ts';
import { Button } from '../../ui/Button.tsx';
import { RequestId } from '../../ui/RequestId.tsx';
import styles from './ErrorLine.module.css';

interface ErrorLineProps {
  readonly error: unknown;
  readonly onRetry: () => void;
}

/** A part of a page that could not be read. */
export function ErrorLine({ error, onRetry }: ErrorLineProps) {
  const { t } = useTranslation();
  const requestId = error instanceof ApiError ? error.requestId : undefined;
  return (
    <div className={styles.line} role="alert">
      <TriangleAlert size={15} aria-hidden />
      <span>{errorText(t, error)}</span>
      {requestId ? <RequestId id={requestId} /> : null}
      <Button onClick={onRetry}>{t('action.retry')}</Button>
    </div>
  );
}

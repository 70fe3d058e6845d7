import { Button } from 'antd';
import { CloudOff, TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../api/ApiError.ts';
import { Notice } from './Notice.tsx';

interface ErrorNoticeProps {
  readonly error: unknown;
  readonly onRetry?: (() => void) | undefined;
}

/** A failure in place of what was asked for, with a way on. */
export function ErrorNotice({ error, onRetry }: ErrorNoticeProps) {
  const { t } = useTranslation();
  const known = error instanceof ApiError ? error : undefined;
  const offline = known?.status === 0;
  const title = offline ? t('error.offline') : known?.status === 404 ? t('error.notFound') : t('error.title');
  const text = offline ? t('error.offlineText') : known?.status === 404 ? t('error.notFoundText') : messageOf(error);
  return (
    <Notice
      role="alert"
      icon={offline ? <CloudOff size={20} /> : <TriangleAlert size={20} />}
      title={title}
      text={text}
      requestId={known?.requestId}
      actions={onRetry ? <Button onClick={onRetry}>{t('action.retry')}</Button> : null}
    />
  );
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

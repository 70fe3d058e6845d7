import { CloudOff, Compass, Lock, TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../api/ApiError.ts';
import { errorText } from '../lib/errorText.ts';
import { Button } from './Button.tsx';
import { Notice } from './Notice.tsx';

interface ErrorNoticeProps {
  readonly error: unknown;
  readonly onRetry?: (() => void) | undefined;
}

/** A failure in place of what was asked for, with a way on. */
export function ErrorNotice({ error, onRetry }: ErrorNoticeProps) {
  const { t } = useTranslation();
  const known = error instanceof ApiError ? error : undefined;
  const retry = onRetry ? <Button onClick={onRetry}>{t('action.retry')}</Button> : null;
  if (known?.status === 0) {
    const [title, text] = [t('error.offline'), t('error.offlineText')];
    return <Notice role="alert" icon={<CloudOff size={20} />} title={title} text={text} actions={retry} />;
  }
  if (known?.status === 404) {
    return <Notice icon={<Compass size={20} />} title={t('error.notFound')} text={t('error.notFoundText')} />;
  }
  if (known?.status === 403) {
    return <Notice icon={<Lock size={20} />} title={t('error.forbidden')} text={t('error.forbiddenText')} />;
  }
  return (
    <Notice
      role="alert"
      icon={<TriangleAlert size={20} />}
      title={t('error.title')}
      text={errorText(t, error)}
      requestId={known?.requestId}
      actions={retry}
    />
  );
}

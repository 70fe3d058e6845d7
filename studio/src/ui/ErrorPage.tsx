import { useTranslation } from 'react-i18next';
import { ApiError } from '../api/ApiError.ts';
import { ErrorNotice } from './ErrorNotice.tsx';
import { PageHeader } from './PageHeader.tsx';

interface ErrorPageProps {
  readonly error: unknown;
  readonly onRetry?: (() => void) | undefined;
}

/** A page of which nothing could be shown; with its header, because on a phone that is the only way on. */
export function ErrorPage({ error, onRetry }: ErrorPageProps) {
  const { t } = useTranslation();
  const status = error instanceof ApiError ? error.status : undefined;
  const title = status === 404 ? t('error.notFound') : status === 403 ? t('error.forbidden') : t('error.title');
  return (
    <>
      <PageHeader title={title} />
      <ErrorNotice error={error} onRetry={onRetry} />
    </>
  );
}

import { useTranslation } from 'react-i18next';
import { ErrorNotice } from './ErrorNotice.tsx';
import { PageHeader } from './PageHeader.tsx';

interface ErrorPageProps {
  readonly error: unknown;
  readonly onRetry?: (() => void) | undefined;
}

/** A page of which nothing could be shown; with its header, because on a phone that is the only way on. */
export function ErrorPage({ error, onRetry }: ErrorPageProps) {
  const { t } = useTranslation();
  return (
    <>
      <PageHeader title={t('error.title')} />
      <ErrorNotice error={error} onRetry={onRetry} />
    </>
  );
}

import { Alert } from 'antd';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../../api/ApiError.ts';
import { errorText } from '../../lib/errorText.ts';
import { RequestId } from '../../ui/RequestId.tsx';

/** Why something was not saved, where no field is to blame. */
export function FailureAlert({ error }: { readonly error: unknown }) {
  const { t } = useTranslation();
  const requestId = error instanceof ApiError ? error.requestId : undefined;
  return (
    <Alert
      type="error"
      showIcon
      title={errorText(t, error)}
      {...(requestId ? { description: <RequestId id={requestId} /> } : {})}
    />
  );
}

import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { copyText } from '../../lib/copyText.ts';
import { useToasts } from '../../ui/toasts/ToastsContext.tsx';

export function useCopyLink(): (url: string) => void {
  const { t } = useTranslation();
  const toasts = useToasts();
  return useCallback(
    (url) => {
      copyText(url).then(
        () => toasts.success(t('action.linkCopied')),
        // The browser may forbid it: then at least it can be copied from here.
        () => toasts.info(url, { seconds: 0 }),
      );
    },
    [t, toasts],
  );
}

import { Button } from 'antd';
import { History } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { BrowserEntity } from '../../../core/model/browserModel.ts';
import { useFormat } from '../fields/shared/useFormat.ts';
import { asNumber } from '../lib/values.ts';
import type { Draft } from '../store/createDraft.ts';
import { FormNotice } from './FormNotice.tsx';
import { useKeptDraft } from './useKeptDraft.ts';

interface KeptDraftNoticeProps {
  readonly entity: BrowserEntity;
  readonly draft: Draft;
}

/** Brings back what was typed before the page was closed, and says so. */
export function KeptDraftNotice({ entity, draft }: KeptDraftNoticeProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const { restored, discard, dismiss } = useKeptDraft(entity, draft);
  if (!restored) return null;
  const isOlder = restored.version !== asNumber(draft.state().saved.version);
  return (
    <FormNotice
      icon={<History size={16} aria-hidden />}
      actions={
        <>
          <Button size="small" onClick={discard}>
            {t('draft.discard')}
          </Button>
          <Button size="small" type="text" onClick={dismiss}>
            {t('draft.keep')}
          </Button>
        </>
      }
    >
      {t('draft.restored', { when: format.dateTime(restored.at) })}
      {isOlder ? <small>{t('draft.older')}</small> : null}
    </FormNotice>
  );
}

import { Button } from 'antd';
import { Sparkles } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { BrowserEntity } from '../../../core/model/browserModel.ts';
import { RecordLabel } from '../fields/shared/RecordLabel.tsx';
import type { Draft } from '../store/createDraft.ts';
import { FormNotice } from './FormNotice.tsx';
import { useRelatedOffer } from './useRelatedOffer.ts';

interface FillFromRelatedProps {
  readonly entity: BrowserEntity;
  readonly draft: Draft;
}

/** Once a related record is picked, offers to take over what it knows: its currency, address, terms. */
export function FillFromRelated({ entity, draft }: FillFromRelatedProps) {
  const { t } = useTranslation();
  const { offer, accept, dismiss } = useRelatedOffer(entity, draft);
  if (!offer) return null;
  return (
    <FormNotice
      icon={<Sparkles size={16} aria-hidden />}
      actions={
        <>
          <Button size="small" type="primary" onClick={accept}>
            {t('fill.apply')}
          </Button>
          <Button size="small" type="text" onClick={dismiss}>
            {t('fill.no')}
          </Button>
        </>
      }
    >
      <RecordLabel entity={offer.entity} id={offer.id} />
      {t('fill.related', { fields: offer.fills.map(({ own }) => own.title).join(', ') })}
    </FormNotice>
  );
}

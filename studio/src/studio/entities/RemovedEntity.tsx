import { Link } from '@tanstack/react-router';
import { Trash2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Button, buttonClass } from '../../ui/Button.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { useStudioDraft } from '../draft/StudioDraft.ts';

/** In place of the designer of an entity that the draft removes. */
export function RemovedEntity({ name }: { readonly name: string }) {
  const { t } = useTranslation();
  const { discard } = useStudioDraft();
  return (
    <Notice
      icon={<Trash2 size={20} aria-hidden />}
      title={t('designer.removed', { name })}
      text={t('designer.removedText')}
      actions={
        <>
          <Link to="/studio" className={buttonClass()}>
            {t('designer.allEntities')}
          </Link>
          <Button look="main" onClick={() => discard('entity', name)}>
            {t('designer.keepEntity')}
          </Button>
        </>
      }
    />
  );
}

import { Trash2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/Button.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { useStudioDraft } from '../draft/StudioDraft.ts';

/** A workflow that the draft removes: nothing of it is gone yet. */
export function RemovedWorkflow({ name }: { readonly name: string }) {
  const { t } = useTranslation();
  const { discard } = useStudioDraft();
  return (
    <Notice
      icon={<Trash2 size={20} aria-hidden />}
      title={t('workflows.removed')}
      text={t('workflows.removedText')}
      actions={
        <Button look="main" onClick={() => discard('workflow', name)}>
          {t('workflows.keep')}
        </Button>
      }
    />
  );
}

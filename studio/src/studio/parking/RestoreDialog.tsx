import { useMutation, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { ParkedItem } from '../../../../core/workspace/changeSetAnswer.ts';
import { parkingKeys } from '../../api/keys.ts';
import { planRestore, restoreParked } from '../../api/parking.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import dialog from '../../ui/DialogContent.module.css';
import { Bone } from '../../ui/Skeleton.tsx';
import { useToasts } from '../../ui/toasts/ToastsContext.tsx';
import { ChangeProblem } from '../review/ChangeProblem.tsx';
import { DocumentChanges } from '../review/DocumentChanges.tsx';
import { PlanView } from '../review/PlanView.tsx';

interface RestoreDialogProps {
  readonly item: ParkedItem;
  readonly onRestored: () => Promise<unknown>;
  readonly onClose: () => void;
}

/** What comes back, before it does. */
export function RestoreDialog({ item, onRestored, onClose }: RestoreDialogProps) {
  const { t } = useTranslation();
  const toasts = useToasts();
  const check = useQuery({
    queryKey: parkingKeys.restore(item.id),
    queryFn: ({ signal }) => planRestore(item.id, signal),
    retry: false,
    gcTime: 0,
  });
  const restore = useMutation({
    mutationFn: () => restoreParked(item.id, t('studio.restoreMessage', { title: item.title })),
    onSuccess: async () => {
      toasts.success(t('studio.restored', { title: item.title }));
      onClose();
      await onRestored();
    },
  });
  const problem = restore.error ?? check.error;
  const title = t('studio.restoreTitle', { title: item.title });
  return (
    <Dialog look="wide" label={title} onClose={onClose}>
      <div className={dialog.form}>
        <h2 className={dialog.title}>{title}</h2>
        <div className={`${dialog.body} ${dialog.stack}`}>
          {check.isPending ? <Bone height="80px" /> : null}
          {check.data?.changes.map((change) => (
            <DocumentChanges key={`${change.kind}/${change.name}`} {...change} linked={false} />
          ))}
          {check.data ? <PlanView plan={check.data} /> : null}
          <ChangeProblem error={problem} />
        </div>
        <div className={dialog.foot}>
          <Button onClick={onClose}>{t('action.cancel')}</Button>
          <Button look="main" disabled={!check.data || restore.isPending} onClick={() => restore.mutate()}>
            {t('studio.restore')}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}

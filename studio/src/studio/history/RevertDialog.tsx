import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../../api/ApiError.ts';
import {
  type ChangeSetEntry,
  planRevert,
  type Revert,
  revertChangeSet,
  type SideConflict,
  toSideConflicts,
} from '../../api/changesets.ts';
import { changeSetKeys, modelKeys, parkingKeys } from '../../api/keys.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import dialog from '../../ui/DialogContent.module.css';
import { Bone } from '../../ui/Skeleton.tsx';
import { useToasts } from '../../ui/toasts/ToastsContext.tsx';
import { titleOf } from '../frame/documentTitle.ts';
import { BothSides } from '../review/BothSides.tsx';
import { ChangeProblem } from '../review/ChangeProblem.tsx';
import { DocumentChanges } from '../review/DocumentChanges.tsx';
import { pathText } from '../review/keywordText.ts';
import { PlanView } from '../review/PlanView.tsx';
import review from '../review/ReviewPage.module.css';
import { messageText } from './historyText.ts';

interface RevertDialogProps {
  readonly entry: ChangeSetEntry;
  readonly onClose: () => void;
}

type Choice = NonNullable<Revert['conflicts']>;

/** What taking a change back does today; where later changes touched the same, which side counts. */
export function RevertDialog({ entry, onClose }: RevertDialogProps) {
  const { t } = useTranslation();
  const cache = useQueryClient();
  const navigate = useNavigate();
  const toasts = useToasts();
  const [choice, setChoice] = useState<Choice>('refuse');
  const check = useQuery({
    queryKey: changeSetKeys.revert(entry.id, choice),
    queryFn: ({ signal }) => planRevert(entry.id, { conflicts: choice }, signal),
    retry: false,
    gcTime: 0,
  });
  const message = t('studio.undoOf', { message: messageText(t, entry) });
  const revert = useMutation({
    mutationFn: () => revertChangeSet(entry.id, { conflicts: choice, message }),
    onSuccess: async ({ id, job }) => {
      toasts.success(job ? t('studio.preparing') : t('studio.reverted'));
      onClose();
      await Promise.all(
        [changeSetKeys.all, parkingKeys.all, modelKeys.all].map((queryKey) => cache.invalidateQueries({ queryKey })),
      );
      if (id !== null) await navigate({ to: '/studio/history/$id', params: { id } });
    },
  });
  // The first refusal tells the sides; they stay in sight while one is chosen.
  const [sides, setSides] = useState<readonly SideConflict[]>([]);
  const found = check.error instanceof ApiError ? toSideConflicts(check.error.body) : [];
  if (found.length > 0 && sides.length === 0) setSides(found);
  const isNothing = isNothingLeft(check.error) || check.data?.plan.changes.length === 0;
  const problem = revert.error ?? (found.length > 0 || isNothing ? undefined : check.error);
  const plan = check.data?.plan;
  return (
    <Dialog look="wide" label={t('studio.revertTitle')} onClose={onClose}>
      <div className={dialog.form}>
        <div>
          <h2 className={dialog.title}>{t('studio.revertTitle')}</h2>
          <p className={dialog.text}>{t('studio.revertText')}</p>
        </div>
        <div className={`${dialog.body} ${dialog.stack}`}>
          {sides.length > 0 ? (
            <section className={review.warning} aria-label={t('studio.revertConflicts')}>
              <p>{t('studio.revertConflicts', { count: sides.length })}</p>
              <ul className={review.boxed}>
                {sides.map(({ kind, name, path, names, mine, theirs }) => (
                  <BothSides
                    key={`${kind}/${name}/${path.join('/')}`}
                    place={[titleOf(t, kind, name, null), pathText(t, names.length > 0 ? names : path.map(String))]
                      .filter(Boolean)
                      .join(' · ')}
                    sides={[
                      { title: t('studio.backTo'), value: mine },
                      { title: t('studio.today'), value: theirs },
                    ]}
                  />
                ))}
              </ul>
              <div className={dialog.foot}>
                {(['revert', 'keep'] as const).map((each) => (
                  <Button
                    key={each}
                    look={choice === each ? 'main' : 'plain'}
                    aria-pressed={choice === each}
                    onClick={() => setChoice(each)}
                  >
                    {t(`studio.revertChoice.${each}`)}
                  </Button>
                ))}
              </div>
            </section>
          ) : null}
          {check.isPending ? <Bone height="80px" /> : null}
          {isNothing ? <p>{t('studio.nothingToRevert')}</p> : null}
          {plan?.changes.map((change) => (
            <DocumentChanges key={`${change.kind}/${change.name}/${change.package}`} {...change} linked={false} />
          ))}
          {plan && !isNothing ? <PlanView plan={plan} /> : null}
          <ChangeProblem error={problem} />
        </div>
        <div className={dialog.foot}>
          <Button onClick={onClose}>{t('action.cancel')}</Button>
          <Button look="main" disabled={!plan || isNothing || revert.isPending} onClick={() => revert.mutate()}>
            {t('studio.revert')}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}

/** All of it was changed back since, or is to be kept. */
function isNothingLeft(error: unknown): boolean {
  if (!(error instanceof ApiError) || error.code !== 'KILN_CONFLICT') return false;
  return Array.isArray(error.body.conflicts) && error.body.conflicts.length === 0;
}

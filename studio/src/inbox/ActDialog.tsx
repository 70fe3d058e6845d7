import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../api/ApiError.ts';
import { type Approval, type ApprovalAct, actOnApproval } from '../api/approvals.ts';
import { approvalKeys, notificationKeys, recordKeys } from '../api/keys.ts';
import type { Person } from '../api/teams.ts';
import { PeoplePicker } from '../identity/parts/PeoplePicker.tsx';
import { errorText } from '../lib/errorText.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import dialog from '../ui/DialogContent.module.css';
import { useToasts } from '../ui/toasts/ToastsContext.tsx';
import { Choice } from '../workspace/list/Choice.tsx';

interface ActDialogProps {
  readonly approval: Approval;
  readonly act: ApprovalAct;
  readonly onClose: () => void;
}

/** What somebody else has to be named for. */
const naming: ReadonlySet<ApprovalAct> = new Set(['addBefore', 'addAfter', 'transfer']);
/** Whoever asked is owed a reason. */
const explained: ReadonlySet<ApprovalAct> = new Set(['reject', 'return']);

/** Asks for a comment, and for people where the decision is given to others, before anything is done. */
export function ActDialog({ approval, act, onClose }: ActDialogProps) {
  const { t, i18n } = useTranslation();
  const cache = useQueryClient();
  const toasts = useToasts();
  const id = useId();
  const [comment, setComment] = useState('');
  const [people, setPeople] = useState<readonly Person[]>([]);
  const [backTo, setBackTo] = useState('');
  const [problem, setProblem] = useState<string>();
  // It goes back to whoever asked, or to somebody who has agreed before.
  const earlier = act === 'return' ? approval.approvers.filter(({ state }) => state === 'approved') : [];
  const key = approvalKeys.one(approval.id, i18n.language);
  const send = useMutation({
    mutationFn: () =>
      actOnApproval(approval.id, i18n.language, {
        act,
        comment: comment.trim(),
        users: backTo === '' ? people.map((person) => person.id) : [backTo],
        version: approval.version,
      }),
    onSuccess: (changed) => {
      cache.setQueryData(key, changed);
      toasts.success(t(`approval.done.${act}`));
      onClose();
    },
    onError: (error) => {
      const isStale = error instanceof ApiError && error.status === 412;
      setProblem(isStale ? t('approval.changedMeanwhile') : errorText(t, error));
      if (isStale) cache.invalidateQueries({ queryKey: key });
    },
    onSettled: () => {
      for (const { all } of [approvalKeys, notificationKeys]) cache.invalidateQueries({ queryKey: all });
      if (approval.record) cache.invalidateQueries({ queryKey: recordKeys.entity(approval.record.entity) });
    },
  });

  function submit(event: FormEvent) {
    event.preventDefault();
    if (naming.has(act) && people.length === 0) return setProblem(t('approval.namePeople'));
    if (explained.has(act) && comment.trim() === '') return setProblem(t('approval.giveReason'));
    setProblem(undefined);
    send.mutate();
  }

  return (
    <Dialog look="sheet" label={t(`approval.do.${act}`)} onClose={onClose}>
      <form className={dialog.form} onSubmit={submit}>
        <h2 className={dialog.title}>{t(`approval.do.${act}`)}</h2>
        <p className={dialog.text}>{t(`approval.about.${act}`)}</p>
        {naming.has(act) ? (
          <PeoplePicker
            label={t('approval.people')}
            value={people}
            isSingle={act === 'transfer'}
            onChange={(next) => {
              setPeople(next);
              setProblem(undefined);
            }}
          />
        ) : null}
        {earlier.length > 0 ? (
          <div className={dialog.field}>
            <label htmlFor={`${id}-to`}>{t('approval.backTo')}</label>
            <Choice id={`${id}-to`} value={backTo} onChange={({ target }) => setBackTo(target.value)}>
              {approval.requester ? <option value="">{approval.requester.name}</option> : null}
              {earlier.map(({ user }) => (
                <option key={user.id} value={user.id}>
                  {user.name}
                </option>
              ))}
            </Choice>
          </div>
        ) : null}
        <div className={dialog.field}>
          <label htmlFor={id}>{explained.has(act) ? t('approval.reason') : t('approval.comment')}</label>
          <textarea
            id={id}
            className={dialog.area}
            rows={4}
            maxLength={4000}
            value={comment}
            aria-required={explained.has(act)}
            onChange={({ target }) => {
              setComment(target.value);
              setProblem(undefined);
            }}
            onKeyDown={(event) => {
              if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) event.currentTarget.form?.requestSubmit();
            }}
          />
        </div>
        {problem === undefined ? null : (
          <p className={dialog.error} role="alert">
            {problem}
          </p>
        )}
        <div className={dialog.foot}>
          <Button onClick={onClose}>{t('action.cancel')}</Button>
          <Button look="main" type="submit" disabled={send.isPending} aria-busy={send.isPending}>
            {t(`approval.do.${act}`)}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

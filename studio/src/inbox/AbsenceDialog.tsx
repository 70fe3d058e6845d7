import { type FormEvent, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Absence } from '../api/approvals.ts';
import type { Person } from '../api/teams.ts';
import { useMe } from '../app/MeContext.tsx';
import { PeoplePicker } from '../identity/parts/PeoplePicker.tsx';
import { dayOf } from '../lib/days.ts';
import { errorText } from '../lib/errorText.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import dialog from '../ui/DialogContent.module.css';
import { Bone } from '../ui/Skeleton.tsx';
import { useToasts } from '../ui/toasts/ToastsContext.tsx';
import styles from './AbsenceDialog.module.css';
import { absenceMoments, lastDay } from './absenceDays.ts';
import { useAbsence, useSetAbsence } from './useAbsence.ts';

/** Says when one is away, and who decides meanwhile. */
export function AbsenceDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const { data, isPending } = useAbsence();
  return (
    <Dialog look="sheet" label={t('inbox.absence')} onClose={onClose}>
      {isPending ? (
        <div className={dialog.form} aria-busy>
          <Bone width="40%" />
          <Bone height="34px" />
          <Bone height="34px" />
        </div>
      ) : (
        <AbsenceForm known={data ?? null} onClose={onClose} />
      )}
    </Dialog>
  );
}

function AbsenceForm({ known, onClose }: { readonly known: Absence | null; readonly onClose: () => void }) {
  const { t } = useTranslation();
  const me = useMe();
  const toasts = useToasts();
  const id = useId();
  const today = dayOf(new Date());
  const [from, setFrom] = useState(known ? dayOf(new Date(known.from)) : today);
  const [to, setTo] = useState(known ? lastDay(known) : today);
  const [deputies, setDeputies] = useState<readonly Person[]>(known ? [known.deputy] : []);
  const [problem, setProblem] = useState<string>();
  const set = useSetAbsence();

  async function save(absence: Absence | null) {
    setProblem(undefined);
    try {
      await set.mutateAsync(absence);
    } catch (error) {
      return setProblem(errorText(t, error));
    }
    toasts.success(absence ? t('inbox.absenceSet') : t('inbox.absenceEnded'));
    onClose();
  }

  function submit(event: FormEvent) {
    event.preventDefault();
    const moments = absenceMoments({ from, to });
    const [deputy] = deputies;
    if (!moments) return setProblem(t('inbox.absenceOrder'));
    if (!deputy) return setProblem(t('inbox.absenceDeputy'));
    if (deputy.id === me.id) return setProblem(t('inbox.absenceSelf'));
    save({ ...moments, deputy });
  }

  return (
    <form className={dialog.form} onSubmit={submit}>
      <h2 className={dialog.title}>{t('inbox.absence')}</h2>
      <p className={dialog.text}>{t('inbox.absenceText')}</p>
      <div className={styles.days}>
        <div className={dialog.field}>
          <label htmlFor={`${id}-from`}>{t('inbox.absenceFrom')}</label>
          <input
            id={`${id}-from`}
            type="date"
            required
            className={dialog.input}
            value={from}
            onChange={({ target }) => setFrom(target.value)}
          />
        </div>
        <div className={dialog.field}>
          <label htmlFor={`${id}-to`}>{t('inbox.absenceTo')}</label>
          <input
            id={`${id}-to`}
            type="date"
            required
            className={dialog.input}
            value={to}
            min={from}
            onChange={({ target }) => setTo(target.value)}
          />
        </div>
      </div>
      <PeoplePicker label={t('inbox.deputy')} value={deputies} isSingle onChange={setDeputies} />
      {problem === undefined ? null : (
        <p className={dialog.error} role="alert">
          {problem}
        </p>
      )}
      <div className={dialog.foot}>
        {known ? (
          <Button look="quiet" disabled={set.isPending} onClick={() => save(null)}>
            {t('inbox.absenceEnd')}
          </Button>
        ) : null}
        <Button onClick={onClose}>{t('action.cancel')}</Button>
        <Button look="main" type="submit" disabled={set.isPending}>
          {t('action.save')}
        </Button>
      </div>
    </form>
  );
}

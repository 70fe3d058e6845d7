import { Link } from '@tanstack/react-router';
import { TriangleAlert } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../../api/ApiError.ts';
import { useModel } from '../../app/ModelContext.tsx';
import { Button } from '../../ui/Button.tsx';
import dialog from '../../ui/DialogContent.module.css';
import { useDraftCheck, useStudioDraft } from '../draft/StudioDraft.ts';
import { OpenJobs } from '../jobs/OpenJobs.tsx';
import styles from './ApplyPanel.module.css';
import { changeErrorText } from './refusalText.ts';
import { useApply } from './useApply.ts';
import { useDuration } from './useDuration.ts';

/** In short what it comes to, what it is for, and the button. Losing data is asked for plainly. */
export function ApplyPanel() {
  const { t } = useTranslation();
  const model = useModel();
  const duration = useDuration();
  const { changes, conflicts } = useStudioDraft();
  const { isChecking, plan, problems } = useDraftCheck();
  const [message, setMessage] = useState('');
  const [isLossAccepted, setLossAccepted] = useState(false);
  const apply = useApply();

  const operations = plan?.operations ?? [];
  const losses = operations.filter(({ risk }) => risk === 'loses data').length;
  const ms = operations.reduce((sum, operation) => sum + (operation.ms ?? 0), 0);
  // Another loss than the one that was agreed to.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the answer belongs to the plan
  useEffect(() => setLossAccepted(false), [plan?.to, losses]);
  const canApply = plan !== undefined && conflicts.length === 0 && (losses === 0 || isLossAccepted) && !apply.isPending;
  const reason = blocked();

  function blocked(): string | undefined {
    if (conflicts.length > 0) return t('studio.decideFirst');
    if (problems.length > 0) return t('studio.mendFirst');
    return undefined;
  }

  return (
    <form
      className={styles.panel}
      aria-label={t('studio.apply')}
      onSubmit={(event) => {
        event.preventDefault();
        if (canApply) apply.mutate({ message: message.trim(), acceptDataLoss: losses > 0 });
      }}
    >
      <dl className={styles.facts}>
        <div>
          <dt>{t('studio.documents')}</dt>
          <dd>{changes.length}</dd>
        </div>
        <div>
          <dt>{t('studio.operations')}</dt>
          <dd>{plan ? operations.length : '…'}</dd>
        </div>
        <div>
          <dt>{t('studio.takes')}</dt>
          <dd>{plan ? duration(ms) : '…'}</dd>
        </div>
      </dl>
      <label className={dialog.field}>
        <span>{t('studio.message')}</span>
        <textarea
          className={dialog.area}
          rows={3}
          value={message}
          maxLength={2000}
          data-own-undo
          placeholder={t('studio.messageHint')}
          onChange={(event) => setMessage(event.target.value)}
        />
      </label>
      {losses > 0 ? (
        <label className={styles.loss}>
          <input type="checkbox" checked={isLossAccepted} onChange={(event) => setLossAccepted(event.target.checked)} />
          <span>
            <strong>{t('studio.acceptLoss')}</strong>
            <span>{t('studio.acceptLossText', { count: losses })}</span>
          </span>
        </label>
      ) : null}
      {reason ? <p className={styles.reason}>{reason}</p> : null}
      {apply.error && !isStale(apply.error) ? (
        <p className={styles.error} role="alert">
          <TriangleAlert size={15} aria-hidden />
          <span>{changeErrorText(t, apply.error, model)}</span>
        </p>
      ) : null}
      <Button type="submit" look="main" disabled={!canApply} aria-busy={apply.isPending || isChecking}>
        {apply.isPending ? t('studio.applying') : t('studio.applyChanges', { count: changes.length })}
      </Button>
      <p className={styles.note}>
        {t('studio.applyNote')} <Link to="/studio/history">{t('studio.tab.history')}</Link>
      </p>
      <OpenJobs />
    </form>
  );
}

/** Both sides stand on the page by then. */
function isStale(error: unknown): boolean {
  return error instanceof ApiError && error.code === 'KILN_STALE';
}

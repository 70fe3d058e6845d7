import { Link } from '@tanstack/react-router';
import { ChevronRight } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../../api/ApiError.ts';
import { useModel } from '../../app/ModelContext.tsx';
import { usePreferences } from '../../app/PreferencesContext.tsx';
import { errorText } from '../../lib/errorText.ts';
import { relativeTime } from '../../lib/relativeTime.ts';
import { EntityIcon } from '../../ui/EntityIcon.tsx';
import { OptionChip } from '../../ui/OptionChip.tsx';
import { useToasts } from '../../ui/toasts/ToastsContext.tsx';
import { triggerWords } from '../../workspace/flow/triggerWords.ts';
import { useDraftCheck } from '../draft/StudioDraft.ts';
import inspector from '../entities/inspector/inspector.module.css';
import list from '../frame/ListPage.module.css';
import { useWorkflowActions } from './useWorkflowActions.ts';
import styles from './WorkflowsPage.module.css';
import type { WorkflowOutline } from './workflowOutlines.ts';

/** A workflow in the list, with its switch, which is a change of the draft like any other. */
export function WorkflowRow({ workflow }: { readonly workflow: WorkflowOutline }) {
  const { t, i18n } = useTranslation();
  const model = useModel();
  const { language } = usePreferences();
  const toasts = useToasts();
  const { setEnabled } = useWorkflowActions();
  const { problems } = useDraftCheck();
  const { name, title, icon, enabled, trigger, state, runs, lastRun, package: owner } = workflow;
  const change = (isEnabled: boolean) => {
    setEnabled(name, isEnabled).catch((error: unknown) => {
      const isGone = error instanceof ApiError && error.status === 404;
      const reason = isGone ? t('workflows.notThere') : errorText(t, error);
      toasts.error(t('workflows.notSwitched', { title, reason }));
    });
  };
  const wrong = problems.filter((problem) => problem.kind === 'workflow' && problem.name === name);
  const failed = runs?.failed ?? 0;
  const open = (runs?.queued ?? 0) + (runs?.running ?? 0) + (runs?.waiting ?? 0);
  return (
    <li className={styles.item}>
      <input
        type="checkbox"
        role="switch"
        className={inspector.switch}
        checked={enabled}
        aria-checked={enabled}
        disabled={state === 'removed'}
        aria-label={t('workflows.switchOf', { title })}
        onChange={({ target }) => change(target.checked)}
      />
      <Link to="/studio/workflows/$name" params={{ name }} className={list.row}>
        <span className={`${list.icon} ${enabled ? '' : list.off}`}>
          <EntityIcon name={icon ?? 'workflow'} />
        </span>
        <span className={list.words}>
          <span className={`${list.name} ${state === 'removed' ? list.gone : ''}`}>{title}</span>
          <span className={list.about}>{triggerWords(t, model, { trigger }, i18n.language)}</span>
          {wrong[0] ? (
            <span role="alert" className={styles.wrong}>
              {t('workflows.mendFirst', { count: wrong.length, problem: wrong[0].message })}
            </span>
          ) : null}
        </span>
        <span className={styles.side}>
          {state === 'same' ? null : <OptionChip title={t(`workflows.states.${state}`)} color="geekblue" />}
          {open > 0 ? <OptionChip title={t('workflows.openRuns', { count: open })} color="blue" /> : null}
          {failed > 0 ? <OptionChip title={t('workflows.failedRuns', { count: failed })} color="red" /> : null}
          <span className={styles.owner}>{owner === 'local' || state === 'new' ? null : owner}</span>
          <span className={styles.last}>
            {lastRun
              ? t('workflows.lastRun', { when: relativeTime(language, new Date(lastRun.createdAt), new Date()) })
              : t('workflows.neverRun')}
          </span>
        </span>
        <ChevronRight size={16} aria-hidden />
      </Link>
    </li>
  );
}

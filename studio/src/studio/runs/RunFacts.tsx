import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Run } from '../../api/runs.ts';
import { useModel } from '../../app/ModelContext.tsx';
import { usePreferences } from '../../app/PreferencesContext.tsx';
import { RecordLabel } from '../../fields/shared/RecordLabel.tsx';
import { useFormat } from '../../fields/shared/useFormat.ts';
import { elapsed } from '../../lib/elapsed.ts';
import { findEntity } from '../../store/model.ts';
import { findStep } from '../../store/workflow/stepTree.ts';
import { EntityIcon } from '../../ui/EntityIcon.tsx';
import { stepTitle } from '../../workspace/flow/stepWords.ts';
import { triggerWords } from '../../workspace/flow/triggerWords.ts';
import { RunStateChip } from '../../workspace/runs/RunStateChip.tsx';
import { runErrorText } from '../../workspace/runs/runErrorText.ts';
import styles from './RunFacts.module.css';

interface RunFactsProps {
  readonly run: Run;
  /** A text of the workflow in the language of the page. */
  readonly say: (english: string) => string;
}

/** What a run is about, at a glance: state, what set it off, whose rights, when and how long, why it failed. */
export function RunFacts({ run, say }: RunFactsProps) {
  const { t } = useTranslation();
  const { language } = usePreferences();
  const format = useFormat();
  const model = useModel();
  const { state, record, actor, createdAt, startedAt, endedAt, error, parent, document } = run;
  const entity = record && findEntity(model, record.entity);
  const failed = error?.step === undefined ? undefined : findStep(document, error.step.replace(/\[.*$/, ''));
  const reason = error ? runErrorText(t, error) : '';
  return (
    <div className={styles.facts}>
      <dl className={styles.list}>
        <Fact title={t('runs.state.label')} isLive>
          <RunStateChip state={state} />
        </Fact>
        <Fact title={t('runs.trigger')}>{triggerWords(t, model, document, language)}</Fact>
        {record && entity ? (
          <Fact title={entity.title}>
            <Link to="/$entity/$id" params={{ entity: entity.name, id: record.id }} className={styles.link}>
              <EntityIcon name={entity.icon} size={14} />
              <span>
                <RecordLabel entity={entity.name} id={record.id} />
              </span>
            </Link>
          </Fact>
        ) : null}
        {actor ? <Fact title={t('runs.actor')}>{actor}</Fact> : null}
        <Fact title={t('runs.begun')}>
          <time dateTime={createdAt}>{format.dateTime(createdAt)}</time>
        </Fact>
        {startedAt && endedAt ? <Fact title={t('runs.took')}>{elapsed(language, startedAt, endedAt)}</Fact> : null}
        {parent ? (
          <Fact title={t('runs.parent')}>
            <Link to="/studio/runs/$id" params={{ id: parent }} className={styles.link}>
              {t('runs.open')}
            </Link>
          </Fact>
        ) : null}
      </dl>
      {error ? (
        <p className={styles.error} role="alert">
          {failed ? t('runs.failedIn', { step: stepTitle(t, failed.step, say) }) : null}
          {reason}
          {reason.includes(error.detail) ? null : <code>{error.detail}</code>}
        </p>
      ) : null}
    </div>
  );
}

interface FactProps {
  readonly title: string;
  /** Read out when it becomes another. */
  readonly isLive?: boolean;
  readonly children: ReactNode;
}

function Fact({ title, isLive = false, children }: FactProps) {
  return (
    <div>
      <dt>{title}</dt>
      <dd aria-live={isLive ? 'polite' : undefined}>{children}</dd>
    </div>
  );
}

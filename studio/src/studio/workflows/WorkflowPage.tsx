import { Link, useParams } from '@tanstack/react-router';
import { Activity, FileX } from 'lucide-react';
import { Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ModelProvider, useLoadLabel } from '../../app/ModelContext.tsx';
import { buttonClass } from '../../ui/Button.tsx';
import { EntityIcon } from '../../ui/EntityIcon.tsx';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { lazyPart } from '../../ui/lazyPart.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { PageHeader } from '../../ui/PageHeader.tsx';
import { Segmented } from '../../ui/Segmented.tsx';
import { PageSkeleton } from '../../ui/Skeleton.tsx';
import { useIsNarrow } from '../../ui/useIsNarrow.ts';
import { useStudioDraft } from '../draft/StudioDraft.ts';
import { textAt } from '../entities/document/members.ts';
import { RemovedWorkflow } from './RemovedWorkflow.tsx';
import { useWorkflowDraft } from './useWorkflowDraft.ts';
import styles from './WorkflowDesigner.module.css';
import { WorkflowDesigner } from './WorkflowDesigner.tsx';
import { WorkflowMenu } from './WorkflowMenu.tsx';

const WorkflowSource = lazyPart(async () => (await import('./WorkflowSource.tsx')).WorkflowSource);
const WorkflowVersions = lazyPart(async () => (await import('./WorkflowVersions.tsx')).WorkflowVersions);

const looks = ['canvas', 'list', 'json', 'versions'] as const;
type Look = (typeof looks)[number];

/** A workflow while it is designed: on the canvas, as a list, as JSON; and how it was before. */
export function WorkflowPage() {
  const { name } = useParams({ from: '/studio/workflows/$name' });
  const { t } = useTranslation();
  const { open } = useStudioDraft();
  const loadLabel = useLoadLabel();
  const isNarrow = useIsNarrow();
  const { editing, document, status, error } = useWorkflowDraft(name);
  const [wanted, setLook] = useState<Look>('canvas');
  if (status === 'failed') return <ErrorNotice error={error} onRetry={() => open('workflow', name)} />;
  if (status === 'missing')
    return <Notice icon={<FileX size={20} />} title={t('workflows.missing')} text={t('workflows.missingText')} />;
  if (document === null) return <RemovedWorkflow name={name} />;
  if (!editing) return <PageSkeleton />;
  const title = textAt(editing.document, 'title');
  // A phone has the list for a canvas.
  const look = isNarrow && wanted === 'canvas' ? 'list' : wanted;
  const choice = (
    <Segmented
      label={t('workflows.show')}
      hideLabel
      value={look}
      options={looks
        .filter((each) => each !== 'canvas' || !isNarrow)
        .map((value) => ({ value, title: t(`workflows.shows.${value}`) }))}
      onChange={setLook}
    />
  );
  return (
    <ModelProvider model={editing.model} loadLabel={loadLabel}>
      <div className={styles.page}>
        <PageHeader
          icon={<EntityIcon name={textAt(editing.document, 'icon') ?? 'workflow'} />}
          parent={<Link to="/studio/workflows">{t('studio.tab.workflows')}</Link>}
          title={title ? editing.say(title) : name}
        >
          {isNarrow ? null : choice}
          {editing.saved ? (
            <Link
              to="/studio/runs"
              search={{ workflow: name }}
              className={buttonClass({ isSquare: isNarrow })}
              aria-label={t('workflows.runs')}
            >
              <Activity size={15} aria-hidden />
              {isNarrow ? null : <span>{t('workflows.runs')}</span>}
            </Link>
          ) : null}
          <WorkflowMenu name={name} document={editing.document} />
        </PageHeader>
        {isNarrow ? <div className={styles.looks}>{choice}</div> : null}
        {look === 'json' ? (
          <Suspense fallback={<PageSkeleton />}>
            <WorkflowSource editing={editing} />
          </Suspense>
        ) : look === 'versions' ? (
          <Suspense fallback={<PageSkeleton />}>
            <WorkflowVersions editing={editing} />
          </Suspense>
        ) : (
          <WorkflowDesigner key={name} editing={editing} look={look} />
        )}
      </div>
    </ModelProvider>
  );
}

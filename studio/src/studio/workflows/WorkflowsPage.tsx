import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Activity, Plus, Workflow } from 'lucide-react';
import { Suspense, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { workflowKeys } from '../../api/keys.ts';
import { listWorkflows } from '../../api/workflows.ts';
import { useModel } from '../../app/ModelContext.tsx';
import { usePinyin } from '../../app/usePinyin.ts';
import { containsText } from '../../lib/matchText.ts';
import { Button, buttonClass } from '../../ui/Button.tsx';
import { EntityIcon } from '../../ui/EntityIcon.tsx';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { lazyPart } from '../../ui/lazyPart.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { PageHeader } from '../../ui/PageHeader.tsx';
import { SearchInput } from '../../ui/SearchInput.tsx';
import { Bone } from '../../ui/Skeleton.tsx';
import { useIsNarrow } from '../../ui/useIsNarrow.ts';
import { useStudioDraft } from '../draft/StudioDraft.ts';
import list from '../frame/ListPage.module.css';
import { type TemplateName, workflowTemplates } from './templates/workflowTemplates.ts';
import { WorkflowRow } from './WorkflowRow.tsx';
import styles from './WorkflowsPage.module.css';
import { workflowOutlines } from './workflowOutlines.ts';

const NewWorkflowDialog = lazyPart(async () => (await import('./NewWorkflowDialog.tsx')).NewWorkflowDialog);

/** All workflows: whether they are on, what sets them off, how they have done lately; new ones begin here. */
export function WorkflowsPage() {
  const { t, i18n } = useTranslation();
  const model = useModel();
  const isNarrow = useIsNarrow();
  const { documents } = useStudioDraft();
  const [search, setSearch] = useState('');
  const [creating, setCreating] = useState<TemplateName>();
  const pinyin = usePinyin(search !== '');
  const { data, error, refetch } = useQuery({
    queryKey: workflowKeys.list(i18n.language),
    queryFn: ({ signal }) => listWorkflows(i18n.language, signal),
  });
  const workflows = useMemo(
    () => workflowOutlines(data ?? [], documents, model, i18n.language),
    [data, documents, model, i18n.language],
  );
  const found = workflows.filter(({ name, title }) => [name, title].some((text) => containsText(search, text, pinyin)));
  const templates = useMemo(() => workflowTemplates.filter(({ make }) => make(model) !== undefined), [model]);
  if (error && !data) return <ErrorNotice error={error} onRetry={refetch} />;
  return (
    <div className={list.page}>
      <PageHeader icon={<Workflow size={16} aria-hidden />} title={t('studio.tab.workflows')}>
        <Link
          to="/studio/runs"
          className={buttonClass({ isSquare: isNarrow })}
          aria-label={isNarrow ? t('workflows.runs') : undefined}
        >
          <Activity size={15} aria-hidden />
          {isNarrow ? null : <span>{t('workflows.runs')}</span>}
        </Link>
        <Button look="main" icon={<Plus size={15} aria-hidden />} onClick={() => setCreating('blank')}>
          {t('workflows.new')}
        </Button>
      </PageHeader>
      <div className={list.bar}>
        <SearchInput className={list.search} value={search} placeholder={t('workflows.find')} onChange={setSearch} />
        <span className={list.count}>{t('workflows.count', { count: found.length })}</span>
      </div>
      <div className={list.body} aria-busy={!data}>
        {data ? null : <Bone height="64px" />}
        {found.length > 0 ? (
          <ul className={list.list}>
            {found.map((workflow) => (
              <WorkflowRow key={workflow.name} workflow={workflow} />
            ))}
          </ul>
        ) : null}
        {data && found.length === 0 && search !== '' ? (
          <Notice icon={<Workflow size={20} aria-hidden />} title={t('state.nothingFound')} />
        ) : null}
        {data && workflows.length === 0 && search === '' ? (
          <div className={styles.empty}>
            <Notice
              icon={<Workflow size={20} aria-hidden />}
              title={t('workflows.noneYet')}
              text={t('workflows.noneYetText')}
            />
            <ul className={styles.templates} aria-label={t('designer.beginWith')}>
              {templates.map(({ name, icon }) => (
                <li key={name}>
                  <button type="button" className={styles.template} onClick={() => setCreating(name)}>
                    <EntityIcon name={icon} size={18} />
                    <span className={styles.templateTitle}>{t(`workflows.templates.${name}.title`)}</span>
                    <span className={styles.templateText}>{t(`workflows.templates.${name}.about`)}</span>
                  </button>
                </li>
              ))}
            </ul>
          </div>
        ) : null}
      </div>
      {creating ? (
        <Suspense fallback={null}>
          <NewWorkflowDialog template={creating} onClose={() => setCreating(undefined)} />
        </Suspense>
      ) : null}
    </div>
  );
}

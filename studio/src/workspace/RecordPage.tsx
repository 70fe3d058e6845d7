import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { PencilLine } from 'lucide-react';
import { Suspense, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BrowserEntity } from '../../../core/model/browserModel.ts';
import { useEntity, useModel } from '../app/ModelContext.tsx';
import { OthersHere } from '../app/OthersHere.tsx';
import { plainText } from '../lib/values.ts';
import { changedValues } from '../store/changedValues.ts';
import { memberId } from '../store/memberId.ts';
import { relatedSources } from '../store/relatedRecords.ts';
import { may } from '../store/rights.ts';
import { Button } from '../ui/Button.tsx';
import columns from '../ui/ColumnsPage.module.css';
import { EntityIcon } from '../ui/EntityIcon.tsx';
import { ErrorPage } from '../ui/ErrorPage.tsx';
import { PageHeader } from '../ui/PageHeader.tsx';
import { PanelBoundary } from '../ui/PanelBoundary.tsx';
import { Segmented } from '../ui/Segmented.tsx';
import { useIsNarrow } from '../ui/useIsNarrow.ts';
import { ActionButtons } from './actions/ActionButtons.tsx';
import { useFittingActions } from './actions/useFittingActions.ts';
import { LazyRecordApprovals } from './approvals/LazyRecordApprovals.ts';
import { useOpenApprovals } from './approvals/useOpenApprovals.ts';
import { MissingEntity } from './MissingEntity.tsx';
import { RecordWidgets } from './pages/RecordWidgets.tsx';
import { useRecordPages } from './pages/useRecordPages.ts';
import { ChangeNotice } from './record/ChangeNotice.tsx';
import { DetailBones } from './record/DetailBones.tsx';
import { KeyFacts } from './record/KeyFacts.tsx';
import { MergeDialog } from './record/MergeDialog.tsx';
import { RecordDetails } from './record/RecordDetails.tsx';
import { RecordMenu } from './record/RecordMenu.tsx';
import styles from './record/RecordPage.module.css';
import { RelatedList } from './record/RelatedList.tsx';
import { StepButtons } from './record/StepButtons.tsx';
import { Timeline } from './record/Timeline.tsx';
import { useNeighbours } from './record/useNeighbours.ts';
import { useRecord } from './record/useRecord.ts';
import { useRecordKeys } from './record/useRecordKeys.ts';
import { useRecordRights } from './record/useRecordRights.ts';

export function RecordPage() {
  const { entity: name, id } = useParams({ from: '/$entity/$id' });
  const entity = useEntity(name);
  if (!entity) return <MissingEntity name={name} />;
  return <RecordView key={`${memberId(entity)}/${id}`} entity={entity} id={id} />;
}

/** Pages that are tabs have parts of their own, `page:` with their names. */
type Part = 'details' | 'timeline' | 'related' | `page:${string}`;
/** Actions with a button each; the others are in the menu. */
const mostButtons = 2;

function RecordView({ entity, id }: { readonly entity: BrowserEntity; readonly id: string }) {
  const { t } = useTranslation();
  const model = useModel();
  const navigate = useNavigate();
  const isNarrow = useIsNarrow();
  const record = useRecord(entity, id);
  const rights = useRecordRights(entity, id);
  const { approvals, locked } = useOpenApprovals(entity.name, id);
  const neighbours = useNeighbours(entity.name, id);
  const { previous, next } = neighbours ?? {};
  const { lists, timeline } = useMemo(() => relatedSources(model, entity), [model, entity]);
  const [part, setPart] = useState<Part>('details');
  const { values, error, conflict } = record;
  const actions = useFittingActions(entity, 'record', values);
  const pages = useRecordPages(entity, values);
  const around = useMemo(() => values && { entity: entity.name, id, values }, [entity.name, id, values]);
  const edit = () =>
    navigate({ to: '/$entity/$id/edit', params: { entity: entity.name, id }, state: (before) => before });
  useRecordKeys({ edit: values && rights.update ? edit : undefined, previous, next });

  if (!values && error) return <ErrorPage error={error} onRetry={record.reload} />;
  const shown = isNarrow ? [] : actions.filter(({ danger }) => !danger).slice(0, mostButtons);
  const target = { on: 'record', entity: entity.name, id } as const;
  const title = values ? plainText(values[entity.display]) || t('record.untitled') : '';
  const parts = [
    { value: 'details' as const, title: t('record.details') },
    ...(timeline.length > 0 ? [{ value: 'timeline' as const, title: t('timeline.title') }] : []),
    ...(lists.length > 0 ? [{ value: 'related' as const, title: t('related.title') }] : []),
    ...pages.tabs.map(({ name, title: heading }) => ({ value: `page:${name}` as const, title: heading })),
  ];
  const tab = pages.tabs.find(({ name }) => part === `page:${name}`);
  // What a tab takes is all there is room for.
  const shows = (each: Part) => !tab && (!isNarrow || part === each || !parts.some(({ value }) => value === part));
  return (
    <div className={`${columns.page} ${styles.narrower}`}>
      <PageHeader
        icon={<EntityIcon name={entity.icon} />}
        parent={
          <Link to="/$entity" params={{ entity: entity.name }}>
            {entity.pluralTitle}
          </Link>
        }
        title={title}
      >
        <OthersHere place={`record/${entity.name}/${id}`} />
        {neighbours && !isNarrow ? <StepButtons onPrevious={previous} onNext={next} /> : null}
        <ActionButtons actions={shown} target={target} />
        {may(entity, 'update') ? (
          <Button
            icon={<PencilLine size={14} aria-hidden />}
            disabled={!values || !rights.update}
            onClick={edit}
            title={`${t('action.edit')} (E)`}
          >
            {t('action.edit')}
          </Button>
        ) : null}
        <RecordMenu
          entity={entity}
          id={id}
          actions={actions.filter((action) => !shown.includes(action))}
          onDeleted={() => navigate({ to: '/$entity', params: { entity: entity.name } })}
        />
      </PageHeader>
      <KeyFacts entity={entity} values={values} />
      {approvals.length > 0 ? (
        <Suspense>
          <LazyRecordApprovals approvals={approvals} />
        </Suspense>
      ) : null}
      {parts.length > 1 && (isNarrow || pages.tabs.length > 0) ? (
        <div className={styles.parts}>
          <Segmented
            label={t('record.parts')}
            hideLabel
            value={tab || isNarrow ? part : 'details'}
            options={isNarrow ? parts : parts.filter(({ value }) => value === 'details' || value.startsWith('page:'))}
            onChange={setPart}
          />
        </div>
      ) : null}
      <div className={columns.columns}>
        {tab && around ? (
          <div className={columns.main}>
            <PanelBoundary at={tab.name}>
              <RecordWidgets page={tab} around={around} />
            </PanelBoundary>
          </div>
        ) : null}
        {shows('details') || shows('related') ? (
          <div className={columns.main}>
            {shows('details') ? (
              <PanelBoundary at={id}>
                <ChangeNotice fields={record.changedElsewhere} onDismiss={record.dismiss} />
                {values ? (
                  <RecordDetails entity={entity} record={record} values={values} locked={locked} />
                ) : (
                  <DetailBones />
                )}
              </PanelBoundary>
            ) : null}
            {shows('details') && around
              ? pages.panels.map((page) => (
                  <PanelBoundary key={page.name} at={id}>
                    <RecordWidgets page={page} around={around} hasTitle />
                  </PanelBoundary>
                ))
              : null}
            {shows('related') && values
              ? lists.map((source) => (
                  <PanelBoundary key={source.name} at={id}>
                    <RelatedList entity={entity} id={id} source={source} />
                  </PanelBoundary>
                ))
              : null}
          </div>
        ) : null}
        {timeline.length > 0 && shows('timeline') ? (
          <aside className={columns.aside}>
            <PanelBoundary at={id}>
              <Timeline entity={entity} id={id} sources={timeline} />
            </PanelBoundary>
          </aside>
        ) : null}
      </div>
      {conflict ? (
        <MergeDialog
          entity={entity}
          conflict={conflict}
          onCancel={record.settle}
          onMerge={(merged) => {
            record.settle();
            record.save(changedValues(model, entity, conflict.theirs, merged)).catch(() => record.reload());
          }}
        />
      ) : null}
    </div>
  );
}

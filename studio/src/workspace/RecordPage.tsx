import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { PencilLine } from 'lucide-react';
import { useMemo, useState } from 'react';
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
import { EntityIcon } from '../ui/EntityIcon.tsx';
import { ErrorPage } from '../ui/ErrorPage.tsx';
import { PageHeader } from '../ui/PageHeader.tsx';
import { PanelBoundary } from '../ui/PanelBoundary.tsx';
import { Segmented } from '../ui/Segmented.tsx';
import { useIsNarrow } from '../ui/useIsNarrow.ts';
import { MissingEntity } from './MissingEntity.tsx';
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

type Part = 'details' | 'timeline' | 'related';

function RecordView({ entity, id }: { readonly entity: BrowserEntity; readonly id: string }) {
  const { t } = useTranslation();
  const model = useModel();
  const navigate = useNavigate();
  const isNarrow = useIsNarrow();
  const record = useRecord(entity, id);
  const rights = useRecordRights(entity, id);
  const neighbours = useNeighbours(entity.name, id);
  const { previous, next } = neighbours ?? {};
  const { lists, timeline } = useMemo(() => relatedSources(model, entity), [model, entity]);
  const [part, setPart] = useState<Part>('details');
  const { values, error, conflict } = record;
  const edit = () =>
    navigate({ to: '/$entity/$id/edit', params: { entity: entity.name, id }, state: (before) => before });
  useRecordKeys({ edit: values && rights.update ? edit : undefined, previous, next });

  if (!values && error) return <ErrorPage error={error} onRetry={record.reload} />;
  const title = values ? plainText(values[entity.display]) || t('record.untitled') : '';
  const parts = [
    { value: 'details' as const, title: t('record.details') },
    ...(timeline.length > 0 ? [{ value: 'timeline' as const, title: t('timeline.title') }] : []),
    ...(lists.length > 0 ? [{ value: 'related' as const, title: t('related.title') }] : []),
  ];
  const shows = (each: Part) => !isNarrow || part === each;
  return (
    <div className={styles.page}>
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
          onDeleted={() => navigate({ to: '/$entity', params: { entity: entity.name } })}
        />
      </PageHeader>
      <KeyFacts entity={entity} values={values} />
      {isNarrow && parts.length > 1 ? (
        <div className={styles.parts}>
          <Segmented label={t('record.parts')} hideLabel value={part} options={parts} onChange={setPart} />
        </div>
      ) : null}
      <div className={styles.columns}>
        {shows('details') || shows('related') ? (
          <div className={styles.main}>
            {shows('details') ? (
              <PanelBoundary at={id}>
                <ChangeNotice fields={record.changedElsewhere} onDismiss={record.dismiss} />
                {values ? <RecordDetails entity={entity} record={record} values={values} /> : <DetailBones />}
              </PanelBoundary>
            ) : null}
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
          <aside className={styles.aside}>
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

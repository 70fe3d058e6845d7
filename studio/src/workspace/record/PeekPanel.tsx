import { Maximize2, X } from 'lucide-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { BrowserEntity } from '../../../../core/model/browserModel.ts';
import { useModel } from '../../app/ModelContext.tsx';
import { plainText } from '../../lib/values.ts';
import { changedValues } from '../../store/changedValues.ts';
import { relatedSources } from '../../store/relatedRecords.ts';
import { Button } from '../../ui/Button.tsx';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { useFittingActions } from '../actions/useFittingActions.ts';
import { useOpenApprovals } from '../approvals/useOpenApprovals.ts';
import { ChangeNotice } from './ChangeNotice.tsx';
import { DetailBones } from './DetailBones.tsx';
import { MergeDialog } from './MergeDialog.tsx';
import { RecordDetails } from './RecordDetails.tsx';
import { RecordMenu } from './RecordMenu.tsx';
import styles from './RecordPage.module.css';
import { StepButtons } from './StepButtons.tsx';
import { Timeline } from './Timeline.tsx';
import { useRecord } from './useRecord.ts';

interface PeekPanelProps {
  readonly entity: BrowserEntity;
  readonly id: string;
  /** The row of the list in which it stands, where that is known, and the number of rows. */
  readonly position: number | undefined;
  readonly total: number;
  readonly onGo: (row: number) => void;
  readonly onOpen: () => void;
  readonly onClose: () => void;
}

/** A record beside the list it stands in: its fields, to be read and edited, and what happened around it. */
export function PeekPanel({ entity, id, position, total, onGo, onOpen, onClose }: PeekPanelProps) {
  const { t } = useTranslation();
  const model = useModel();
  const record = useRecord(entity, id);
  const { timeline } = useMemo(() => relatedSources(model, entity), [model, entity]);
  const { locked } = useOpenApprovals(entity.name, id);
  const { values, error, conflict } = record;
  const actions = useFittingActions(entity, 'record', values);
  return (
    <aside className={styles.peek} aria-label={t('record.peek')}>
      <header className={styles.peekHead}>
        <StepButtons
          position={position === undefined ? undefined : position + 1}
          total={total}
          onPrevious={position !== undefined && position > 0 ? () => onGo(position - 1) : undefined}
          onNext={position !== undefined && position < total - 1 ? () => onGo(position + 1) : undefined}
        />
        <span className={styles.gap} />
        <Button
          look="quiet"
          aria-label={t('record.open')}
          title={t('record.open')}
          icon={<Maximize2 size={14} aria-hidden />}
          onClick={onOpen}
        />
        <RecordMenu entity={entity} id={id} actions={actions} onDeleted={onClose} />
        <Button look="quiet" aria-label={t('action.close')} icon={<X size={16} aria-hidden />} onClick={onClose} />
      </header>
      {error && !values ? (
        <ErrorNotice error={error} onRetry={record.reload} />
      ) : (
        <>
          <h2 className={styles.peekTitle}>
            {values ? plainText(values[entity.display]) || t('record.untitled') : '\u00a0'}
          </h2>
          <div className={styles.peekBody}>
            <ChangeNotice fields={record.changedElsewhere} onDismiss={record.dismiss} />
            {values ? (
              <RecordDetails entity={entity} record={record} values={values} isNarrow locked={locked} />
            ) : (
              <DetailBones />
            )}
            {values && timeline.length > 0 ? (
              <div className={styles.peekTimeline}>
                <Timeline entity={entity} id={id} sources={timeline} />
              </div>
            ) : null}
          </div>
        </>
      )}
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
    </aside>
  );
}

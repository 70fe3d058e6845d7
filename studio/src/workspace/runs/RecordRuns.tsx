import { Link } from '@tanstack/react-router';
import { Drawer } from 'antd';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/Button.tsx';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { Bone } from '../../ui/Skeleton.tsx';
import styles from './RecordRuns.module.css';
import { RunLine } from './RunLine.tsx';
import { useRuns } from './useRuns.ts';
import { useWorkflowTitles } from './useWorkflowTitles.ts';

interface RecordRunsProps {
  readonly entity: string;
  readonly id: string;
  readonly onClose: () => void;
}

/** What workflows have done about a record, newest first, live. */
export function RecordRuns({ entity, id, onClose }: RecordRunsProps) {
  const { t } = useTranslation();
  const query = useMemo(() => ({ entity, record: id }), [entity, id]);
  const { titleOf } = useWorkflowTitles();
  const { runs, isRead, error, retry, hasMore, isReadingMore, readMore } = useRuns(query);
  return (
    <Drawer open title={t('runs.ofRecord')} size={620} onClose={onClose} styles={{ body: { padding: 0 } }}>
      {error ? <ErrorNotice error={error} onRetry={retry} /> : null}
      {!isRead && !error ? (
        <div className={styles.bones}>
          <Bone height="40px" />
          <Bone height="40px" />
        </div>
      ) : null}
      {isRead && runs.length === 0 && !error ? <p className={styles.none}>{t('runs.noneOfRecord')}</p> : null}
      <ul>
        {runs.map((run) => (
          <RunLine key={run.id} run={run} title={titleOf(run.workflow)} hasRecord={false} />
        ))}
      </ul>
      <div className={styles.foot}>
        {hasMore ? (
          <Button look="quiet" disabled={isReadingMore} onClick={() => readMore()}>
            {t('runs.more')}
          </Button>
        ) : null}
        {runs.length > 0 ? (
          <Link to="/studio/runs" search={{ entity, record: id }} className={styles.link}>
            {t('runs.inList')}
          </Link>
        ) : null}
      </div>
    </Drawer>
  );
}

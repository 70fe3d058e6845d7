import { useTranslation } from 'react-i18next';
import { isObject } from '../../../../../core/lib/json.ts';
import styles from '../../entities/inspector/inspector.module.css';
import { Part } from '../../entities/inspector/Part.tsx';
import { useWorkflowDesign } from '../WorkflowDesign.ts';
import { CountLine } from './CountLine.tsx';

/** How long runs that have ended are kept, and how many. */
export function RetentionPart() {
  const { t } = useTranslation();
  const { document } = useWorkflowDesign();
  const retention = isObject(document.retention) ? document.retention : {};
  return (
    <Part title={t('workflows.retention')}>
      <p className={styles.help}>{t('workflows.retentionHelp')}</p>
      <CountLine label={t('workflows.keepDays')} path={['retention', 'days']} value={retention.days} />
      <CountLine label={t('workflows.keepRuns')} path={['retention', 'runs']} value={retention.runs} />
    </Part>
  );
}

import { useTranslation } from 'react-i18next';
import type { JsonObject } from '../../../../core/lib/json.ts';
import { useModel } from '../../app/ModelContext.tsx';
import type { BranchLabel } from '../../store/workflow/layoutWorkflow.ts';
import { branchTitle } from './branchTitle.ts';
import styles from './FlowCanvas.module.css';
import { useFlow } from './FlowContext.ts';
import { switchOptions } from './switchOptions.ts';

interface BranchLabelsProps {
  readonly labels: readonly BranchLabel[];
  readonly document: JsonObject;
}

/** What each branch is for, where it begins. */
export function BranchLabels({ labels, document }: BranchLabelsProps) {
  const { t } = useTranslation();
  const model = useModel();
  const { say } = useFlow();
  return labels.map(({ id, step, branch, number, x, y, width }) => (
    <span key={id} className={styles.label} style={{ left: x, top: y, maxWidth: Math.max(120, width) }}>
      {branchTitle(t, branch, step, number, switchOptions(t, model, document, step.switch), say)}
    </span>
  ));
}

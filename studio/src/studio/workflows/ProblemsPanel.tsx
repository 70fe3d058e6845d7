import { TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { parsePointer } from '../../lib/jsonPointer.ts';
import { stepAt } from '../../store/workflow/stepTree.ts';
import { stepTitle } from '../../workspace/flow/stepWords.ts';
import { warningText } from '../review/warningText.ts';
import styles from './ProblemsPanel.module.css';
import { useWorkflowDesign } from './WorkflowDesign.ts';

interface Told {
  /** JSON pointer. */
  readonly pointer: string;
  readonly message: string;
}

/** What is wrong with the workflow, or else what is still to be done before it works; each leads to its place. */
export function ProblemsPanel() {
  const { t } = useTranslation();
  const { problems, warnings } = useWorkflowDesign();
  const isWrong = problems.length > 0;
  const told: readonly Told[] = isWrong
    ? problems
    : warnings.map((warning) => ({ pointer: warning.pointer, message: warningText(t, warning) }));
  if (told.length === 0) return null;
  return (
    <details className={`${styles.panel} ${isWrong ? '' : styles.warnings}`} open>
      <summary className={styles.head}>
        <TriangleAlert size={14} aria-hidden />
        {isWrong ? t('flow.problems', { count: told.length }) : t('studio.warnings')}
      </summary>
      <ul className={styles.list}>
        {told.map((each) => (
          <ToldPlace key={`${each.pointer} ${each.message}`} {...each} />
        ))}
      </ul>
    </details>
  );
}

function ToldPlace({ pointer, message }: Told) {
  const { t } = useTranslation();
  const { document, say, select } = useWorkflowDesign();
  const path = parsePointer(pointer);
  const placed = stepAt(document, path);
  const isTrigger = path[0] === 'trigger' || path[0] === 'input';
  return (
    <li>
      <button
        type="button"
        className={styles.problem}
        onClick={() => select(placed ? { kind: 'step', key: placed.key } : isTrigger ? { kind: 'trigger' } : undefined)}
      >
        <span className={styles.place}>
          {placed ? stepTitle(t, placed.step, say) : isTrigger ? t('flow.trigger') : t('workflows.settings')}
        </span>
        <span>{message}</span>
      </button>
    </li>
  );
}

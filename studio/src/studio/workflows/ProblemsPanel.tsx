import { TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { parsePointer } from '../../lib/jsonPointer.ts';
import { stepAt } from '../../store/workflow/stepTree.ts';
import { stepTitle } from '../../workspace/flow/stepWords.ts';
import styles from './ProblemsPanel.module.css';
import { useWorkflowDesign } from './WorkflowDesign.ts';

/** What is wrong with the workflow; each leads to its place. */
export function ProblemsPanel() {
  const { t } = useTranslation();
  const { document, problems, say, select } = useWorkflowDesign();
  if (problems.length === 0) return null;
  return (
    <details className={styles.panel} open>
      <summary className={styles.head}>
        <TriangleAlert size={14} aria-hidden />
        {t('flow.problems', { count: problems.length })}
      </summary>
      <ul className={styles.list}>
        {problems.map(({ pointer, message }) => {
          const path = parsePointer(pointer);
          const placed = stepAt(document, path);
          const isTrigger = path[0] === 'trigger' || path[0] === 'input';
          return (
            <li key={`${pointer} ${message}`}>
              <button
                type="button"
                className={styles.problem}
                onClick={() =>
                  select(placed ? { kind: 'step', key: placed.key } : isTrigger ? { kind: 'trigger' } : undefined)
                }
              >
                <span className={styles.place}>
                  {placed ? stepTitle(t, placed.step, say) : isTrigger ? t('flow.trigger') : t('workflows.settings')}
                </span>
                <span>{message}</span>
              </button>
            </li>
          );
        })}
      </ul>
    </details>
  );
}

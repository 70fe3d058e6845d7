import { useTranslation } from 'react-i18next';
import { isObject, type Json, type JsonObject } from '../../../../core/lib/json.ts';
import { useModel } from '../../app/ModelContext.tsx';
import { asText } from '../../lib/values.ts';
import { branchesOf } from '../../store/workflow/stepTree.ts';
import { branchTitle } from '../../workspace/flow/branchTitle.ts';
import { stepSummary, stepTitle } from '../../workspace/flow/stepWords.ts';
import { switchOptions } from '../../workspace/flow/switchOptions.ts';
import styles from './WorkflowSteps.module.css';

/** The steps of a workflow in words, what is inside of a step below it. */
export function WorkflowSteps({ document }: { readonly document: JsonObject }) {
  return <Steps document={document} steps={Array.isArray(document.steps) ? document.steps : []} />;
}

interface StepsProps {
  readonly document: JsonObject;
  readonly steps: readonly Json[];
}

function Steps({ document, steps }: StepsProps) {
  const { t, i18n } = useTranslation();
  const model = useModel();
  const about = isObject(document.trigger) ? asText(document.trigger.entity) : undefined;
  return (
    <ol className={styles.steps}>
      {steps.filter(isObject).map((step, at) => {
        const summary = stepSummary({ t, model, language: i18n.language, about }, step);
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: they may have no ids, and are only looked at
          <li key={at}>
            {stepTitle(t, step)}
            {summary === '' ? null : <span className={styles.summary}>{summary}</span>}
            {branchesOf(step).map((branch, number) =>
              branch.steps.length === 0 ? null : (
                <div key={branch.path.join('/')} className={styles.branch}>
                  {branchTitle(t, branch, step, number + 1, switchOptions(t, model, document, step.switch))}
                  <Steps document={document} steps={branch.steps} />
                </div>
              ),
            )}
          </li>
        );
      })}
    </ol>
  );
}

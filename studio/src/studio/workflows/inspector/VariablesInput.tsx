import { useTranslation } from 'react-i18next';
import { isObject, type Json } from '../../../../../core/lib/json.ts';
import { valueAt } from '../../../store/workflow/documentPath.ts';
import type { DocumentPath } from '../../../store/workflow/stepTree.ts';
import { Choice } from '../../../workspace/list/Choice.tsx';
import styles from '../../entities/inspector/inspector.module.css';
import { useWorkflowDesign } from '../WorkflowDesign.ts';
import { ExpressionField } from './ExpressionField.tsx';
import line from './InputLine.module.css';
import { useInputPlace } from './InputPlace.ts';

interface VariablesInputProps {
  readonly path: DocumentPath;
  readonly value: Json | undefined;
}

/** New values of the workflow's variables. */
export function VariablesInput({ path, value }: VariablesInputProps) {
  const { t } = useTranslation();
  const { document } = useWorkflowDesign();
  const { set } = useInputPlace();
  const values = isObject(value) ? value : {};
  const declared = valueAt(document, ['variables']);
  const names = isObject(declared) ? Object.keys(declared) : [];
  const left = names.filter((name) => !Object.hasOwn(values, name));
  return (
    <div className={line.items}>
      {Object.entries(values).map(([name, each]) => (
        <ExpressionField
          key={name}
          label={name}
          form="template"
          path={[...path, name]}
          value={typeof each === 'string' ? each : JSON.stringify(each)}
          onChange={(text) => set([...path, name], text === '' ? undefined : text)}
        />
      ))}
      {left.length > 0 ? (
        <Choice
          value=""
          aria-label={t('workflows.addVariable')}
          onChange={({ target }) => set(path, { ...values, [target.value]: `\${vars.${target.value}}` })}
        >
          <option value="">{t('workflows.addVariable')}</option>
          {left.map((name) => (
            <option key={name} value={name}>
              {name}
            </option>
          ))}
        </Choice>
      ) : null}
      {names.length === 0 ? <p className={styles.note}>{t('workflows.noVariables')}</p> : null}
    </div>
  );
}

import { Braces } from 'lucide-react';
import { type ReactNode, Suspense, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { CelType } from '../../../../../core/expressions/types.ts';
import { inWords } from '../../../lib/inWords.ts';
import type { DocumentPath } from '../../../store/workflow/stepTree.ts';
import { lazyPart } from '../../../ui/lazyPart.tsx';
import { Popover } from '../../../ui/Popover.tsx';
import styles from '../../entities/inspector/inspector.module.css';
import { type ExpressionForm, expressionProblems } from '../document/expressionProblems.ts';
import { useWorkflowDesign } from '../WorkflowDesign.ts';
import type { EditorHandle } from './ExpressionEditor.tsx';
import line from './InputLine.module.css';
import { InputLine } from './InputLine.tsx';
import { useInputPlace } from './InputPlace.ts';
import { VariablePicker } from './VariablePicker.tsx';

const ExpressionEditor = lazyPart(async () => (await import('./ExpressionEditor.tsx')).ExpressionEditor);

interface ExpressionFieldProps {
  readonly label: string;
  readonly help?: string | undefined;
  readonly form: ExpressionForm;
  readonly path: DocumentPath;
  readonly value: string;
  readonly expects?: CelType['kind'] | undefined;
  /** Whose records a `where` is about. */
  readonly entity?: string | undefined;
  readonly isRequired?: boolean;
  readonly isLong?: boolean;
  readonly placeholder?: string | undefined;
  readonly actions?: ReactNode;
  readonly onChange: (text: string) => void;
}

/**
 * A text with expressions, or an expression: typed with completion, or put together out of the variables that are
 * there.
 */
export function ExpressionField(props: ExpressionFieldProps) {
  const { label, help, form, path, value, expects, entity, isRequired, isLong = false, placeholder, actions } = props;
  const { t } = useTranslation();
  const { model, world } = useWorkflowDesign();
  const { scope, problemAt } = useInputPlace();
  const editor = useRef<EditorHandle>(null);
  const problems = useMemo(
    () => inWords(t, expressionProblems(value, form, scope, expects)),
    [t, value, form, scope, expects],
  );
  const of = useMemo(
    () => (entity === undefined ? undefined : { name: entity, scope: world.everything(entity) }),
    [entity, world],
  );
  return (
    <InputLine
      label={label}
      isRequired={isRequired ?? false}
      help={help}
      problem={problems[0]?.message ?? problemAt(path)}
      actions={
        <>
          {actions}
          <Popover
            label={t('workflows.variables')}
            trigger={(trigger) => (
              <button
                {...trigger}
                type="button"
                className={line.tool}
                aria-label={t('workflows.insertInto', { field: label })}
                title={t('workflows.insert')}
              >
                <Braces size={13} aria-hidden />
              </button>
            )}
          >
            {(close) => (
              <VariablePicker
                scope={scope}
                onPick={(variable) => {
                  close();
                  editor.current?.insert(variable);
                }}
              />
            )}
          </Popover>
        </>
      }
    >
      {({ id }) => (
        <Suspense fallback={<textarea className={`${styles.input} ${styles.code}`} rows={1} readOnly value={value} />}>
          <ExpressionEditor
            ref={editor}
            id={id}
            label={label}
            form={form}
            value={value}
            scope={scope}
            entity={of}
            model={model}
            problems={problems}
            isLong={isLong}
            placeholder={placeholder}
            onChange={props.onChange}
          />
        </Suspense>
      )}
    </InputLine>
  );
}

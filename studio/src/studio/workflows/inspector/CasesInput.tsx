import { ArrowDown, ArrowUp, Plus, Trash2 } from 'lucide-react';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { check } from '../../../../../core/expressions/check.ts';
import { isObject, type Json } from '../../../../../core/lib/json.ts';
import type { BrowserOption } from '../../../../../core/model/browserModel.ts';
import type { DocumentPath } from '../../../store/workflow/stepTree.ts';
import { Button } from '../../../ui/Button.tsx';
import { switchOptions } from '../../../workspace/flow/switchOptions.ts';
import styles from '../../entities/inspector/inspector.module.css';
import { useWorkflowDesign } from '../WorkflowDesign.ts';
import line from './InputLine.module.css';
import { InputLine } from './InputLine.tsx';
import { useInputPlace } from './InputPlace.ts';

interface CasesInputProps {
  readonly path: DocumentPath;
  readonly value: Json | undefined;
  /** Whose value the cases are of. */
  readonly expression: string;
}

/** The values that lead to steps of their own; several of one case stand with commas between them. */
export function CasesInput({ path, value, expression }: CasesInputProps) {
  const { t } = useTranslation();
  const id = useId();
  const { scope, set, problemAt } = useInputPlace();
  const { model, document } = useWorkflowDesign();
  const options = switchOptions(t, model, document, expression);
  const cases = Array.isArray(value) ? value : [];
  const checked = check(expression, scope);
  const kind = checked.ok ? checked.expression.type.kind : 'string';
  return (
    <InputLine label={t('workflows.flow.cases')} help={t('workflows.flow.casesHelp')} problem={problemAt(path)}>
      {() => (
        <ol className={line.items}>
          {cases.map((each, at) => {
            const is = isObject(each) ? each.is : undefined;
            const swap = (to: number) => {
              const other = cases[to];
              if (other !== undefined) set(path, cases.with(to, each).with(at, other));
            };
            return (
              // biome-ignore lint/suspicious/noArrayIndexKey: cases have nothing that tells them apart but their place
              <li key={at} className={line.item}>
                <input
                  className={styles.input}
                  aria-label={t('workflows.flow.case', { number: at + 1 })}
                  list={options.length > 0 ? id : undefined}
                  autoComplete="off"
                  value={textOf(is)}
                  onChange={({ target }) => set([...path, at, 'is'], valuesOf(target.value, kind))}
                />
                <Button
                  look="quiet"
                  disabled={at === 0}
                  aria-label={t('workflows.flow.caseUp', { number: at + 1 })}
                  icon={<ArrowUp size={14} aria-hidden />}
                  onClick={() => swap(at - 1)}
                />
                <Button
                  look="quiet"
                  disabled={at === cases.length - 1}
                  aria-label={t('workflows.flow.caseDown', { number: at + 1 })}
                  icon={<ArrowDown size={14} aria-hidden />}
                  onClick={() => swap(at + 1)}
                />
                <Button
                  look="quiet"
                  disabled={cases.length < 2}
                  aria-label={t('workflows.flow.removeCase', { number: at + 1 })}
                  icon={<Trash2 size={14} aria-hidden />}
                  onClick={() => set(path, cases.toSpliced(at, 1))}
                />
              </li>
            );
          })}
          <li>
            <Button
              look="quiet"
              icon={<Plus size={14} aria-hidden />}
              onClick={() => set(path, [...cases, { is: freeOption(options, cases), steps: [] }])}
            >
              {t('workflows.flow.addCase')}
            </Button>
            <datalist id={id}>
              {options.map(({ value: option, title }) => (
                <option key={option} value={option}>
                  {title}
                </option>
              ))}
            </datalist>
          </li>
        </ol>
      )}
    </InputLine>
  );
}

/** The first that no case has yet. */
function freeOption(options: readonly BrowserOption[], cases: readonly Json[]): string {
  const taken = new Set(cases.flatMap((each) => (isObject(each) ? [each.is].flat() : [])));
  return options.find(({ value }) => !taken.has(value))?.value ?? '';
}

function textOf(value: Json | undefined): string {
  if (Array.isArray(value)) return value.map(textOf).join(', ');
  return value === undefined || value === null ? '' : String(value);
}

function valuesOf(text: string, kind: string): Json {
  const values = text.split(/[,，]\s*/).map((part) => caseValue(part, kind));
  const [only] = values;
  return values.length === 1 && only !== undefined ? only : values;
}

function caseValue(text: string, kind: string): Json {
  if (kind === 'bool' && (text === 'true' || text === 'false')) return text === 'true';
  const isNumber = (kind === 'int' || kind === 'double') && text.trim() !== '' && Number.isFinite(Number(text));
  return isNumber ? Number(text) : text;
}

import { SquareFunction } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Json } from '../../../../../core/lib/json.ts';
import type { BrowserOption } from '../../../../../core/model/browserModel.ts';
import type { DocumentPath } from '../../../store/workflow/stepTree.ts';
import { Choice } from '../../../workspace/list/Choice.tsx';
import { ExpressionField } from './ExpressionField.tsx';
import line from './InputLine.module.css';
import { InputLine } from './InputLine.tsx';
import { useInputPlace } from './InputPlace.ts';

interface OptionFieldProps {
  readonly label: string;
  readonly options: readonly BrowserOption[];
  readonly path: DocumentPath;
  readonly value: Json | undefined;
  readonly isRequired: boolean;
}

/** One of the options of a field, or an expression that gives one. */
export function OptionField({ label, options, path, value, isRequired }: OptionFieldProps) {
  const { t } = useTranslation();
  const { set, problemAt } = useInputPlace();
  const text = typeof value === 'string' ? value : '';
  const isOption = text === '' || options.some((option) => option.value === text);
  const [isComputed, setComputed] = useState(!isOption);
  const swap = (
    <button
      type="button"
      className={line.tool}
      aria-pressed={isComputed}
      aria-label={t('workflows.computed', { field: label })}
      title={t('workflows.computedHint')}
      onClick={() => {
        setComputed(!isComputed);
        set(path, '');
      }}
    >
      <SquareFunction size={14} aria-hidden />
    </button>
  );
  if (isComputed) {
    return (
      <ExpressionField
        label={label}
        isRequired={isRequired}
        path={path}
        form="template"
        value={text}
        actions={swap}
        onChange={(next) => set(path, next)}
      />
    );
  }
  return (
    <InputLine label={label} isRequired={isRequired} problem={problemAt(path)} actions={swap}>
      {(control) => (
        <Choice {...control} value={text} onChange={({ target }) => set(path, target.value)}>
          {text === '' ? <option value="">{t('workflows.choose')}</option> : null}
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.title}
            </option>
          ))}
        </Choice>
      )}
    </InputLine>
  );
}

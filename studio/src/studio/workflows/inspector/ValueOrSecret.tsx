import { KeyRound } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { isObject, type Json } from '../../../../../core/lib/json.ts';
import type { DocumentPath } from '../../../store/workflow/stepTree.ts';
import { ExpressionField } from './ExpressionField.tsx';
import line from './InputLine.module.css';
import { InputLine } from './InputLine.tsx';
import { useInputPlace } from './InputPlace.ts';
import { NameChoice } from './NameChoice.tsx';

interface ValueOrSecretProps {
  readonly label: string;
  readonly path: DocumentPath;
  readonly value: Json | undefined;
}

/** A text, or the name of a secret, whose value nobody reads here. */
export function ValueOrSecret({ label, path, value }: ValueOrSecretProps) {
  const { t } = useTranslation();
  const { set, problemAt } = useInputPlace();
  const isSecret = isObject(value);
  const swap = (
    <button
      type="button"
      className={line.tool}
      aria-pressed={isSecret}
      aria-label={t('workflows.asSecret', { field: label })}
      title={t('workflows.secret')}
      onClick={() => set(path, isSecret ? '' : { $secret: '' })}
    >
      <KeyRound size={13} aria-hidden />
    </button>
  );
  if (!isSecret) {
    return (
      <ExpressionField
        label={label}
        form="template"
        path={path}
        value={typeof value === 'string' ? value : value === undefined ? '' : JSON.stringify(value)}
        actions={swap}
        onChange={(text) => set(path, text)}
      />
    );
  }
  return (
    <InputLine label={label} problem={problemAt(path) ?? problemAt([...path, '$secret'])} actions={swap}>
      {(control) => (
        <NameChoice
          control={control}
          label={label}
          kind="secret"
          entity=""
          plugin=""
          value={typeof value.$secret === 'string' ? value.$secret : ''}
          isRequired
          onChange={(secret) => set(path, { ...value, $secret: secret ?? '' })}
        />
      )}
    </InputLine>
  );
}

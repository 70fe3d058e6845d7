import { Plus, Trash2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { isObject, type Json } from '../../../../../core/lib/json.ts';
import type { InputSchema } from '../../../../../core/model/kinds/workflow/steps/StepType.ts';
import type { DocumentPath } from '../../../store/workflow/stepTree.ts';
import { Button } from '../../../ui/Button.tsx';
import { withRenamed } from '../../entities/document/members.ts';
import styles from '../../entities/inspector/inspector.module.css';
import { ExpressionField } from './ExpressionField.tsx';
import line from './InputLine.module.css';
import { InputLine } from './InputLine.tsx';
import { useInputPlace } from './InputPlace.ts';
import { takesSecret } from './inputKind.ts';
import { ValueOrSecret } from './ValueOrSecret.tsx';

interface PairsInputProps {
  readonly label: string;
  readonly help: string | undefined;
  readonly schema: InputSchema;
  readonly path: DocumentPath;
  readonly value: Json | undefined;
  readonly isRequired: boolean;
}

/** Names with values, such as the headers of a request. A value may be a secret, which nobody reads here. */
export function PairsInput({ label, help, schema, path, value, isRequired }: PairsInputProps) {
  const { t } = useTranslation();
  const { set, problemAt } = useInputPlace();
  const pairs = isObject(value) ? value : {};
  const inner = schema.additionalProperties;
  const mayBeSecret = typeof inner === 'object' && takesSecret(inner);
  return (
    <InputLine label={label} help={help} isRequired={isRequired} problem={problemAt(path)}>
      {() => (
        <ul className={line.items}>
          {Object.entries(pairs).map(([name, each], at) => {
            return (
              // biome-ignore lint/suspicious/noArrayIndexKey: the name is what is typed, the line stays
              <li key={at} className={line.item}>
                <div className={`${line.itemBody} ${line.card}`}>
                  <input
                    className={`${styles.input} ${styles.code}`}
                    aria-label={t('workflows.pairName', { number: at + 1, field: label })}
                    autoComplete="off"
                    value={name}
                    onChange={({ target }) => {
                      if (!Object.hasOwn(pairs, target.value)) set(path, withRenamed(pairs, name, target.value));
                    }}
                  />
                  {mayBeSecret ? (
                    <ValueOrSecret
                      label={t('workflows.valueOf', { field: name })}
                      path={[...path, name]}
                      value={each}
                    />
                  ) : (
                    <ExpressionField
                      label={t('workflows.valueOf', { field: name })}
                      form="template"
                      path={[...path, name]}
                      value={typeof each === 'string' ? each : JSON.stringify(each)}
                      onChange={(text) => set([...path, name], text)}
                    />
                  )}
                </div>
                <Button
                  look="quiet"
                  aria-label={t('workflows.removePair', { name })}
                  icon={<Trash2 size={14} aria-hidden />}
                  onClick={() => set([...path, name], undefined)}
                />
              </li>
            );
          })}
          <li>
            <Button
              look="quiet"
              icon={<Plus size={14} aria-hidden />}
              disabled={Object.hasOwn(pairs, '')}
              onClick={() => set(path, { ...pairs, '': '' })}
            >
              {t('workflows.addItem')}
            </Button>
          </li>
        </ul>
      )}
    </InputLine>
  );
}

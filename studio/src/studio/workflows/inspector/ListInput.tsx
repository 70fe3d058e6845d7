import { Plus, Trash2 } from 'lucide-react';
import type { ComponentType, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { isObject, type Json, type JsonObject } from '../../../../../core/lib/json.ts';
import type { InputSchema } from '../../../../../core/model/kinds/workflow/steps/StepType.ts';
import type { DocumentPath } from '../../../store/workflow/stepTree.ts';
import { Button } from '../../../ui/Button.tsx';
import { ExpressionField } from './ExpressionField.tsx';
import type { InputFieldProps } from './InputFieldProps.ts';
import { InputGroup } from './InputGroup.tsx';
import line from './InputLine.module.css';
import { InputLine } from './InputLine.tsx';
import { useInputPlace } from './InputPlace.ts';

interface ListInputProps {
  /** InputField, which has lists in it. */
  readonly Field: ComponentType<InputFieldProps>;
  readonly label: string;
  readonly help: string | undefined;
  readonly schema: InputSchema;
  readonly path: DocumentPath;
  readonly value: Json | undefined;
  readonly beside: JsonObject;
  readonly isRequired: boolean;
  readonly actions: ReactNode;
}

/** A list whose items are typed in one below the other. */
export function ListInput({ Field, label, help, schema, path, value, beside, isRequired, actions }: ListInputProps) {
  const { t } = useTranslation();
  const { set, problemAt } = useInputPlace();
  const items = Array.isArray(value) ? value : [];
  const item = schema.items ?? {};
  const put = (next: Json[]) => set(path, next.length > 0 || isRequired ? next : undefined);
  return (
    <InputLine label={label} help={help} isRequired={isRequired} problem={problemAt(path)} actions={actions}>
      {() => (
        <ol className={line.items}>
          {items.map((each, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: items have nothing that tells them apart but their place
            <li key={at} className={line.item}>
              <div className={`${line.itemBody} ${item.properties ? line.card : ''}`}>
                {item.properties ? (
                  <InputGroup Field={Field} schema={item} path={[...path, at]} value={each} />
                ) : item.type === undefined ? (
                  <ExpressionField
                    label={`${label} ${at + 1}`}
                    form="template"
                    path={[...path, at]}
                    value={typeof each === 'string' ? each : JSON.stringify(each)}
                    onChange={(text) => put(items.with(at, text))}
                  />
                ) : (
                  <Field schema={item} name={`${label} ${at + 1}`} path={[...path, at]} value={each} beside={beside} />
                )}
              </div>
              <Button
                look="quiet"
                aria-label={t('workflows.removeItem', { number: at + 1, field: label })}
                icon={<Trash2 size={14} aria-hidden />}
                onClick={() => put(items.toSpliced(at, 1))}
              />
            </li>
          ))}
          <li>
            <Button
              look="quiet"
              icon={<Plus size={14} aria-hidden />}
              disabled={items.length >= (schema.maxItems ?? Infinity)}
              onClick={() => put([...items, firstOf(item)])}
            >
              {t('workflows.addItem')}
            </Button>
          </li>
        </ol>
      )}
    </InputLine>
  );
}

function firstOf(schema: InputSchema): Json {
  if (schema.properties) return {};
  return isObject(schema.default) ? schema.default : '';
}

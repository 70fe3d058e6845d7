import { Plus, Trash2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { isObject, type Json, type JsonObject } from '../../../../../core/lib/json.ts';
import type { BrowserField } from '../../../../../core/model/browserModel.ts';
import { findEntity } from '../../../store/model.ts';
import type { DocumentPath } from '../../../store/workflow/stepTree.ts';
import { Button } from '../../../ui/Button.tsx';
import { Choice } from '../../../workspace/list/Choice.tsx';
import styles from '../../entities/inspector/inspector.module.css';
import { useWorkflowDesign } from '../WorkflowDesign.ts';
import { ExpressionField } from './ExpressionField.tsx';
import line from './InputLine.module.css';
import { InputLine } from './InputLine.tsx';
import { useInputPlace } from './InputPlace.ts';
import { OptionField } from './OptionField.tsx';

interface ValuesInputProps {
  readonly label: string;
  readonly help: string | undefined;
  readonly path: DocumentPath;
  readonly value: Json | undefined;
  readonly entity: string;
  /** Of a record that is made: what it must have stands there at once. */
  readonly isNew: boolean;
  readonly isRequired: boolean;
}

/** Values for fields of a record: texts with expressions, or one of a field's options. */
export function ValuesInput({ label, help, path, value, entity: name, isNew, isRequired }: ValuesInputProps) {
  const { t } = useTranslation();
  const { model } = useWorkflowDesign();
  const { set, problemAt } = useInputPlace();
  const entity = findEntity(model, name);
  const values = isObject(value) ? value : {};
  const fields = (entity?.fields ?? []).filter(
    ({ computed, system, name: field }) => !computed && (!system || field === 'ownerId'),
  );
  const needed = isNew ? fields.filter(isNeeded(values)) : [];
  const shown = [...needed.map((field) => field.name), ...Object.keys(values)];
  const left = fields.filter((field) => !shown.includes(field.name));
  return (
    <InputLine
      label={label}
      help={entity ? help : t('workflows.entityFirst')}
      isRequired={isRequired}
      problem={problemAt(path)}
    >
      {({ id }) => (
        <ul className={line.items}>
          {shown.map((field) => (
            <li key={field} className={line.item}>
              <div className={line.itemBody}>
                <Value
                  field={fields.find((each) => each.name === field)}
                  name={field}
                  path={[...path, field]}
                  value={values[field]}
                  isNeeded={needed.some((each) => each.name === field)}
                />
              </div>
              {Object.hasOwn(values, field) ? (
                <Button
                  look="quiet"
                  aria-label={t('workflows.removePair', { name: titleOf(fields, field) })}
                  icon={<Trash2 size={14} aria-hidden />}
                  onClick={() => {
                    const { [field]: _gone, ...rest } = values;
                    set(path, rest);
                  }}
                />
              ) : null}
            </li>
          ))}
          {entity ? (
            <li className={line.item}>
              <Plus size={14} aria-hidden className={line.plus} />
              <Choice
                id={id}
                value=""
                aria-label={t('workflows.addField')}
                className={styles.grow}
                onChange={({ target }) => set(path, { ...values, [target.value]: '' })}
              >
                <option value="">{t('workflows.addField')}</option>
                {left.map((field) => (
                  <option key={field.name} value={field.name}>
                    {field.title}
                  </option>
                ))}
              </Choice>
            </li>
          ) : null}
        </ul>
      )}
    </InputLine>
  );
}

/** What a new record has to be given, because nothing else gives it. */
function isNeeded(values: JsonObject) {
  return ({ required, schema, name }: BrowserField) =>
    required && schema.default === undefined && !Object.hasOwn(values, name);
}

interface ValueProps {
  readonly field: BrowserField | undefined;
  readonly name: string;
  readonly path: DocumentPath;
  readonly value: Json | undefined;
  readonly isNeeded: boolean;
}

function Value({ field, name, path, value, isNeeded }: ValueProps) {
  const { set } = useInputPlace();
  const common = { label: field?.title ?? name, path, isRequired: field?.required ?? false };
  if (field?.options && (field.type === 'select' || field.type === 'boolean'))
    return <OptionField {...common} options={field.options} value={value} />;
  return (
    <ExpressionField
      {...common}
      form="template"
      isLong={field?.type === 'multiline' || field?.type === 'markdown'}
      value={typeof value === 'string' ? value : value === undefined ? '' : JSON.stringify(value)}
      placeholder={isNeeded ? field?.title : undefined}
      onChange={(text) => set(path, asTyped(text, field))}
    />
  );
}

/** Numbers and truth values as what they are; everything else is a text. */
function asTyped(text: string, field: BrowserField | undefined): Json {
  if (text.includes('${') || text.trim() === '') return text;
  if (field?.schema.type === 'boolean' && (text === 'true' || text === 'false')) return text === 'true';
  const isNumber = field?.schema.type === 'number' || field?.schema.type === 'integer';
  return isNumber && String(Number(text)) === text.trim() ? Number(text) : text;
}

function titleOf(fields: readonly BrowserField[], name: string): string {
  return fields.find((field) => field.name === name)?.title ?? name;
}

import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Json } from '../../../../../core/lib/json.ts';
import { Choice } from '../../../workspace/list/Choice.tsx';
import type { EntityField } from '../document/entityFields.ts';
import { fieldOptions } from '../document/options.ts';
import styles from './inspector.module.css';
import { Line } from './Line.tsx';
import { NumberLine } from './NumberLine.tsx';
import { TextLine } from './TextLine.tsx';

interface DefaultValueProps {
  readonly field: EntityField;
  readonly value: Json | undefined;
  readonly onChange: (value: Json | undefined) => void;
}

/** A default as a value, by the type of the field; as JSON where the type has no simple control. */
export function DefaultValue({ field, value, onChange }: DefaultValueProps) {
  const { t } = useTranslation();
  const label = t('designer.defaultValue');
  switch (field.type) {
    case 'boolean':
      return (
        <Line label={label}>
          {(control) => (
            <Choice
              {...control}
              value={typeof value === 'boolean' ? String(value) : ''}
              onChange={(event) => onChange(event.target.value === '' ? undefined : event.target.value === 'true')}
            >
              <option value="">{t('designer.noDefault')}</option>
              <option value="true">{t('designer.yes')}</option>
              <option value="false">{t('designer.no')}</option>
            </Choice>
          )}
        </Line>
      );
    case 'select':
      return (
        <Line label={label}>
          {(control) => (
            <Choice
              {...control}
              value={typeof value === 'string' ? value : ''}
              onChange={(event) => onChange(event.target.value === '' ? undefined : event.target.value)}
            >
              <option value="">{t('designer.noDefault')}</option>
              {fieldOptions(field.schema).map((option) => (
                <option key={option.value} value={option.value}>
                  {option.title}
                </option>
              ))}
            </Choice>
          )}
        </Line>
      );
    case 'integer':
    case 'rating':
    case 'decimal':
    case 'money':
    case 'percent':
      return (
        <NumberLine
          label={label}
          isWhole={field.type === 'integer' || field.type === 'rating'}
          value={typeof value === 'number' ? value : undefined}
          onChange={onChange}
        />
      );
    case 'date':
    case 'time':
      return (
        <Line label={label}>
          {(control) => (
            <input
              {...control}
              type={field.type === 'date' ? 'date' : 'time'}
              className={styles.input}
              value={typeof value === 'string' ? value : ''}
              onChange={(event) => onChange(event.target.value === '' ? undefined : event.target.value)}
            />
          )}
        </Line>
      );
    case 'multiSelect':
    case 'tags':
    case 'json':
    case 'address':
    case 'personName':
    case 'geoPoint':
      return <JsonValue label={label} value={value} onChange={onChange} />;
    default:
      return (
        <TextLine
          label={label}
          value={typeof value === 'string' ? value : ''}
          isLong={field.type === 'multiline' || field.type === 'markdown'}
          onChange={(text) => onChange(text === '' ? undefined : text)}
        />
      );
  }
}

function JsonValue({ label, value, onChange }: Omit<DefaultValueProps, 'field'> & { readonly label: string }) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState(() => (value === undefined ? '' : JSON.stringify(value)));
  const isWrong = typed.trim() !== '' && parse(typed) === undefined;
  return (
    <TextLine
      label={`${label} (JSON)`}
      isCode
      value={typed}
      problem={isWrong ? t('designer.noJson') : undefined}
      onChange={(text) => {
        setTyped(text);
        const next = parse(text);
        if (text.trim() === '' || next !== undefined) onChange(next);
      }}
    />
  );
}

function parse(text: string): Json | undefined {
  try {
    const value: Json = JSON.parse(text);
    return value;
  } catch {
    return undefined;
  }
}

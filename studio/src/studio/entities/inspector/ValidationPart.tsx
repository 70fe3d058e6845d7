import { useTranslation } from 'react-i18next';
import { fieldTypes } from '../../../../../core/fields/fieldTypes.ts';
import { isObject, type Json } from '../../../../../core/lib/json.ts';
import { textAt, textsAt, withMember } from '../document/members.ts';
import { useEntityEditing } from '../EntityEditing.ts';
import type { FieldPartProps } from './FieldPartProps.ts';
import styles from './inspector.module.css';
import { NumberLine } from './NumberLine.tsx';
import { Part } from './Part.tsx';
import { TextLine } from './TextLine.tsx';
import { Toggle } from './Toggle.tsx';

interface ValidationPartProps extends FieldPartProps {
  readonly step: string;
}

const limits = [
  ['minLength', 'maxLength'],
  ['minimum', 'maximum'],
  ['minItems', 'maxItems'],
] as const;

/** Which values a field takes: whether it may be empty, be there twice, how long or large it may be. */
export function ValidationPart({ field, step, onSchema }: ValidationPartProps) {
  const { t } = useTranslation();
  const editing = useEntityEditing();
  const { schema, name } = field;
  const type = fieldTypes.get(field.type ?? '');
  if (!type) return null;
  const understands = (key: string) => type.options.some((each) => each === key);
  const isComputed = type.computed === true || field.type === 'autoNumber';
  const unique = schema['x-unique'];
  const pattern = textAt(schema, 'pattern') ?? '';
  const isText = type.columns(schemaOf(schema), 'value')[0]?.type === 'text';
  const canBeRequired = !isComputed && field.type !== 'children' && field.type !== 'manyToMany';
  if (!canBeRequired && !understands('x-unique') && !understands('minItems')) return null;
  const set = (key: string, value: Json | undefined) => onSchema((before) => withMember(before, key, value), key);
  const summary = [
    ...(field.required ? [t('designer.required')] : []),
    ...(unique === true || unique === 'ignoreCase' ? [t('designer.unique')] : []),
  ].join(' · ');

  return (
    <Part title={t('designer.validation')} summary={summary} isOpen>
      {canBeRequired ? (
        <Toggle
          label={t('designer.required')}
          isOn={field.required}
          onChange={(isOn) =>
            editing.change((document) => {
              const others = textsAt(document, 'required').filter((each) => each !== name);
              const next = isOn ? [...others, name] : others;
              return withMember(document, 'required', next.length > 0 ? next : undefined);
            }, step)
          }
        />
      ) : null}
      {understands('x-unique') ? (
        <Toggle
          label={t('designer.unique')}
          isOn={unique === true || unique === 'ignoreCase'}
          onChange={(isOn) => set('x-unique', isOn ? true : undefined)}
        />
      ) : null}
      {isText && (unique === true || unique === 'ignoreCase') ? (
        <Toggle
          label={t('designer.ignoreCase')}
          isOn={unique === 'ignoreCase'}
          onChange={(isOn) => set('x-unique', isOn ? 'ignoreCase' : true)}
        />
      ) : null}
      {limits.map(([least, most]) =>
        understands(most) && field.type !== 'rating' ? (
          <div key={least} className={styles.pair}>
            {[least, most].map((key) => {
              const value = schema[key];
              return (
                <NumberLine
                  key={key}
                  label={t(`designer.limit.${key}`)}
                  isWhole={key.endsWith('Length') || key.endsWith('Items')}
                  value={typeof value === 'number' ? value : undefined}
                  onChange={(limit) => set(key, limit)}
                />
              );
            })}
          </div>
        ) : null,
      )}
      {understands('pattern') ? (
        <TextLine
          label={t('designer.pattern')}
          help={t('designer.patternHelp')}
          isCode
          maxLength={500}
          value={pattern}
          problem={isPattern(pattern) ? undefined : t('designer.noPattern')}
          onChange={(text) => set('pattern', text === '' ? undefined : text)}
        />
      ) : null}
    </Part>
  );
}

function schemaOf(schema: unknown): object {
  return isObject(schema) ? schema : {};
}

function isPattern(text: string): boolean {
  try {
    new RegExp(text, 'u');
    return true;
  } catch {
    return false;
  }
}

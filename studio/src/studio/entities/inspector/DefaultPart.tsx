import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { fieldTypes } from '../../../../../core/fields/fieldTypes.ts';
import type { Json } from '../../../../../core/lib/json.ts';
import { Segmented } from '../../../ui/Segmented.tsx';
import { CelField } from '../cel/CelField.tsx';
import { textAt, withMember } from '../document/members.ts';
import { useEntityEditing } from '../EntityEditing.ts';
import { DefaultValue } from './DefaultValue.tsx';
import type { FieldPartProps } from './FieldPartProps.ts';
import { Part } from './Part.tsx';

/** The value of a new record where none is given: a value, or what an expression yields then. */
export function DefaultPart({ field, onSchema }: FieldPartProps) {
  const { t } = useTranslation();
  const { name } = useEntityEditing();
  const { schema } = field;
  const expression = textAt(schema, 'x-default');
  const [isExpression, setExpression] = useState(expression !== undefined);
  const type = fieldTypes.get(field.type ?? '');
  if (!type?.options.includes('default')) return null;
  const value = schema.default;
  const summary = expression ?? (value === undefined ? undefined : String(value));
  const setValue = (next: Json | undefined) =>
    onSchema((before) => withMember(withMember(before, 'x-default', undefined), 'default', next), 'default');
  return (
    <Part title={t('designer.default')} summary={summary}>
      <Segmented
        label={t('designer.default')}
        hideLabel
        value={isExpression ? 'expression' : 'value'}
        options={[
          { value: 'value', title: t('designer.defaultValue') },
          { value: 'expression', title: t('designer.defaultExpression') },
        ]}
        onChange={(kind) => setExpression(kind === 'expression')}
      />
      {isExpression ? (
        <CelField
          label={t('designer.defaultExpression')}
          entity={name}
          source={expression ?? ''}
          on="default"
          help={t('designer.defaultHelp')}
          onChange={(text) =>
            onSchema(
              (before) =>
                withMember(
                  withMember(before, 'default', undefined),
                  'x-default',
                  text.trim() === '' ? undefined : text,
                ),
              'default',
            )
          }
        />
      ) : (
        <DefaultValue field={field} value={value} onChange={setValue} />
      )}
    </Part>
  );
}

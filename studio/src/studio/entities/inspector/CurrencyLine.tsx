import { useTranslation } from 'react-i18next';
import { resultType } from '../../../../../core/fields/shared/resultType.ts';
import { isObject } from '../../../../../core/lib/json.ts';
import { Choice } from '../../../workspace/list/Choice.tsx';
import { isFieldSchema } from '../document/fieldSchema.ts';
import { withMember } from '../document/members.ts';
import { useEntityEditing } from '../EntityEditing.ts';
import type { FieldPartProps } from './FieldPartProps.ts';
import { Line } from './Line.tsx';

/** Those that are offered; any other code is written in the JSON. */
const codes = [
  'CNY',
  'USD',
  'EUR',
  'GBP',
  'JPY',
  'HKD',
  'TWD',
  'SGD',
  'KRW',
  'INR',
  'AUD',
  'CAD',
  'CHF',
  'BRL',
] as const;

/** One currency for all records, or the field of the record that says it. */
export function CurrencyLine({ field, onSchema }: FieldPartProps) {
  const { t } = useTranslation();
  const { fields } = useEntityEditing();
  const said = field.schema['x-currency'];
  const value = isObject(said) ? `.${said.field}` : typeof said === 'string' ? said : '';
  const holders = fields.filter(({ type, schema }) => {
    const values = (isFieldSchema(schema) ? resultType(schema)?.type.name : undefined) ?? type;
    return values === 'select' || values === 'text';
  });
  const known = new Set<string>(['', ...codes, ...holders.map(({ name }) => `.${name}`)]);
  return (
    <Line label={t('designer.currency')}>
      {(control) => (
        <Choice
          {...control}
          value={value}
          onChange={(event) => {
            const chosen = event.target.value;
            const next = chosen.startsWith('.') ? { field: chosen.slice(1) } : chosen === '' ? undefined : chosen;
            onSchema((before) => withMember(before, 'x-currency', next), 'currency');
          }}
        >
          <option value="">{t('designer.currencyOfInstallation')}</option>
          {known.has(value) ? null : <option value={value}>{value}</option>}
          {codes.map((code) => (
            <option key={code}>{code}</option>
          ))}
          {holders.length > 0 ? (
            <optgroup label={t('designer.currencyField')}>
              {holders.map(({ name, title }) => (
                <option key={name} value={`.${name}`}>
                  {title}
                </option>
              ))}
            </optgroup>
          ) : null}
        </Choice>
      )}
    </Line>
  );
}

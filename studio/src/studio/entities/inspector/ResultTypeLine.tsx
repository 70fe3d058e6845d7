import { useTranslation } from 'react-i18next';
import { resultType } from '../../../../../core/fields/shared/resultType.ts';
import type { JsonObject } from '../../../../../core/lib/json.ts';
import { Choice } from '../../../workspace/list/Choice.tsx';
import { type FieldTypeName, startingSchema } from '../document/fieldKinds.ts';
import { isFieldSchema } from '../document/fieldSchema.ts';
import { useEntityEditing } from '../EntityEditing.ts';
import type { FieldPartProps } from './FieldPartProps.ts';
import { Line } from './Line.tsx';

/** Types that what is computed can have. */
const results = [
  ...(['text', 'integer', 'decimal', 'money', 'percent', 'boolean', 'date', 'dateTime', 'time', 'duration'] as const),
  ...(['email', 'phone', 'url', 'color'] as const),
] satisfies readonly FieldTypeName[];

/** Of which type the values of a formula or rollup are. */
export function ResultTypeLine({ field, onSchema }: FieldPartProps) {
  const { t } = useTranslation();
  const { around } = useEntityEditing();
  const { schema } = field;
  const result = isFieldSchema(schema) ? (resultType(schema)?.type.name ?? '') : '';
  return (
    <Line label={t('designer.result')}>
      {(control) => (
        <Choice
          {...control}
          value={result}
          onChange={(event) => {
            const type = results.find((each) => each === event.target.value);
            if (type) onSchema((before) => withResult(before, startingSchema(type, around)), 'result');
          }}
        >
          {results.some((each) => each === result) ? null : <option value={result}>{result}</option>}
          {results.map((type) => (
            <option key={type} value={type}>
              {t(`designer.type.${type}.title`)}
            </option>
          ))}
        </Choice>
      )}
    </Line>
  );
}

/** The computed field with values of another type. */
export function withResult(schema: JsonObject, result: JsonObject): JsonObject {
  const {
    type: _type,
    format: _format,
    'x-type': _named,
    'x-scale': _scale,
    'x-currency': _currency,
    ...rest
  } = schema;
  return { ...rest, ...result };
}

import { useTranslation } from 'react-i18next';
import { resultType } from '../../../../../core/fields/shared/resultType.ts';
import type { JsonObject } from '../../../../../core/lib/json.ts';
import { CelField } from '../cel/CelField.tsx';
import { type FieldTypeName, startingSchema } from '../document/fieldKinds.ts';
import { isFieldSchema } from '../document/fieldSchema.ts';
import { textAt } from '../document/members.ts';
import { useEntityEditing } from '../EntityEditing.ts';
import type { FieldPartProps } from './FieldPartProps.ts';
import { withResult } from './ResultTypeLine.tsx';

/** The expression of a formula. What it yields decides the type of the field, as long as that does not fit by itself. */
export function FormulaSettings({ field, onSchema }: FieldPartProps) {
  const { t } = useTranslation();
  const { around, name } = useEntityEditing();
  return (
    <CelField
      label={t('designer.formula')}
      entity={name}
      self={field.name}
      source={textAt(field.schema, 'x-formula') ?? ''}
      on="formula"
      onChange={(text) => onSchema((before) => ({ ...before, 'x-formula': text }), 'formula')}
      onType={(kind) => {
        const type = resultFor[kind];
        if (type === undefined || fits(field.schema, kind)) return;
        onSchema((before) => withResult(before, startingSchema(type, around)), 'formula');
      }}
    />
  );
}

const resultFor: Readonly<Record<string, FieldTypeName>> = {
  string: 'text',
  int: 'integer',
  double: 'decimal',
  bool: 'boolean',
  date: 'date',
  timestamp: 'dateTime',
  time: 'time',
  duration: 'duration',
};

/** Whether values of a CEL type can be those of the field's type: money takes whole numbers, too. */
function fits(schema: JsonObject, kind: string): boolean {
  const result = isFieldSchema(schema) ? resultType(schema) : undefined;
  if (!result) return false;
  const own = result.type.celType(result.schema).kind;
  return own === kind || (own === 'double' && kind === 'int');
}

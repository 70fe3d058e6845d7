import { useTranslation } from 'react-i18next';
import { fieldTypes } from '../../../../../core/fields/fieldTypes.ts';
import { Choice } from '../../../workspace/list/Choice.tsx';
import type { EntityField } from '../document/entityFields.ts';
import { entityFields } from '../document/entityFields.ts';
import { canAdd, fieldGroups, isFieldTypeName, withType } from '../document/fieldKinds.ts';
import { useEntityEditing } from '../EntityEditing.ts';
import type { FieldPartProps } from './FieldPartProps.ts';
import styles from './inspector.module.css';
import { Line } from './Line.tsx';

/** The type of a field. Of one that has records, each choice says what becomes of their values. */
export function TypeLine({ field, onSchema }: FieldPartProps) {
  const { t } = useTranslation();
  const { around, saved } = useEntityEditing();
  const savedType = saved ? savedTypeOf(entityFields(saved), field) : undefined;
  const fate = savedType === undefined || field.type === undefined ? undefined : fateOf(savedType, field.type);
  return (
    <>
      <Line label={t('designer.typeLabel')}>
        {(control) => (
          <Choice
            {...control}
            value={field.type ?? ''}
            onChange={(event) => {
              const type = event.target.value;
              if (!isFieldTypeName(type)) return;
              onSchema((schema) => withType(schema, type, around), 'type');
            }}
          >
            {field.type === undefined || !isFieldTypeName(field.type) ? <option value={field.type ?? ''} /> : null}
            {fieldGroups.map(({ name, types }) => (
              <optgroup key={name} label={t(`designer.group.${name}`)}>
                {types.map((type) => (
                  <option key={type} value={type} disabled={!canAdd(type, around) && type !== field.type}>
                    {t(`designer.type.${type}.title`)}
                  </option>
                ))}
              </optgroup>
            ))}
          </Choice>
        )}
      </Line>
      {fate === undefined ? null : (
        <p className={`${styles.note} ${fate === 'keeps' ? '' : styles.warn}`} role="status">
          {t(`designer.fate.${fate}`)}
        </p>
      )}
    </>
  );
}

/** Fields that hold records: values go by their titles. */
const referring: ReadonlySet<string> = new Set(['relation', 'user', 'manyToMany', 'polymorphic']);

function savedTypeOf(fields: readonly EntityField[], field: EntityField): string | undefined {
  return fields.find(({ id }) => id === field.id)?.type;
}

/** What the server does with the values there are: the review says it with numbers and examples. */
function fateOf(from: string, to: string): 'keeps' | 'loses' | 'titles' | 'parks' | undefined {
  if (from === to) return undefined;
  if ([from, to].includes('encrypted')) return 'parks';
  if (referring.has(from) && referring.has(to)) return 'loses';
  if (referring.has(to)) return fieldTypes.get('text')?.casts[from] || from === 'text' ? 'titles' : 'parks';
  if (referring.has(from)) return fieldTypes.get(to)?.casts.text || to === 'text' ? 'loses' : 'parks';
  const cast = fieldTypes.get(to)?.casts[from];
  if (!cast) return 'parks';
  return cast.loses === 'nothing' || cast.loses === 'form' ? 'keeps' : 'loses';
}

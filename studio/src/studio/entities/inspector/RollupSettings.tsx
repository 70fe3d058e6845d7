import { useTranslation } from 'react-i18next';
import { Choice } from '../../../workspace/list/Choice.tsx';
import { CelField } from '../cel/CelField.tsx';
import { objectAt, textAt, withMember } from '../document/members.ts';
import { useEntityEditing } from '../EntityEditing.ts';
import type { FieldPartProps } from './FieldPartProps.ts';
import { Line } from './Line.tsx';

const measures = ['count', 'sum', 'avg', 'min', 'max'] as const;

/** What is counted or summed up of the records that point here. */
export function RollupSettings({ field, onSchema }: FieldPartProps) {
  const { t } = useTranslation();
  const { around, model } = useEntityEditing();
  const rollup = objectAt(field.schema, 'x-rollup');
  const from = textAt(rollup, 'from') ?? '';
  const value = textAt(rollup, 'value') ?? 'count()';
  const [, measure = 'count', of = ''] = /^(\w+)\((\w*)\)$/.exec(value) ?? [];
  const entity = model.entities.find(({ name }) => name === from.split('.')[0]);
  const measured = entity?.fields.filter(({ cel, system }) => !system && measurable.has(cel.kind)) ?? [];
  const set = (key: string, text: string | undefined) =>
    onSchema((before) => ({ ...before, 'x-rollup': withMember(objectAt(before, 'x-rollup'), key, text) }), key);
  return (
    <>
      <Line label={t('designer.rollupFrom')}>
        {(control) => (
          <Choice {...control} value={from} onChange={(event) => set('from', event.target.value)}>
            {around.incoming.some((each) => `${each.entity}.${each.field}` === from) ? null : (
              <option value={from}>{from}</option>
            )}
            {around.incoming.map((each) => (
              <option key={`${each.entity}.${each.field}`} value={`${each.entity}.${each.field}`}>
                {model.entities.find(({ name }) => name === each.entity)?.pluralTitle ?? each.entity} · {each.field}
              </option>
            ))}
          </Choice>
        )}
      </Line>
      <Line label={t('designer.measure')}>
        {(control) => (
          <Choice
            {...control}
            value={measure}
            onChange={(event) => {
              const next = event.target.value;
              const field = of === '' ? measured[0]?.name : of;
              set('value', next === 'count' || field === undefined ? 'count()' : `${next}(${field})`);
            }}
          >
            {measures.map((each) => (
              <option key={each} value={each} disabled={each !== 'count' && measured.length === 0}>
                {t(`designer.measures.${each}`)}
              </option>
            ))}
          </Choice>
        )}
      </Line>
      {measure === 'count' ? null : (
        <Line label={t('designer.measuredField')}>
          {(control) => (
            <Choice {...control} value={of} onChange={(event) => set('value', `${measure}(${event.target.value})`)}>
              {measured.map(({ name, title }) => (
                <option key={name} value={name}>
                  {title}
                </option>
              ))}
            </Choice>
          )}
        </Line>
      )}
      {entity ? (
        <CelField
          label={t('designer.rollupWhere')}
          entity={entity.name}
          source={textAt(rollup, 'where') ?? ''}
          on="where"
          expects="bool"
          onChange={(text) => set('where', text.trim() === '' ? undefined : text)}
        />
      ) : null}
    </>
  );
}

const measurable: ReadonlySet<string> = new Set(['int', 'double', 'date', 'timestamp', 'time', 'duration']);

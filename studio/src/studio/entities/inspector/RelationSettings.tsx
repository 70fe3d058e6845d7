import { useTranslation } from 'react-i18next';
import { Choice } from '../../../workspace/list/Choice.tsx';
import { isApiName } from '../document/apiName.ts';
import { objectAt, textAt, textsAt, withMember } from '../document/members.ts';
import { useEntityEditing } from '../EntityEditing.ts';
import type { FieldPartProps } from './FieldPartProps.ts';
import styles from './inspector.module.css';
import { Line } from './Line.tsx';
import { TextLine } from './TextLine.tsx';

/** Where a field leads: the other entity, what it calls the way back, and what happens when its record goes. */
export function RelationSettings({ field, onSchema }: FieldPartProps) {
  const { t } = useTranslation();
  const { around, model } = useEntityEditing();
  const relation = objectAt(field.schema, 'x-relation');
  const titleOf = (name: string) => model.entities.find((entity) => entity.name === name)?.title ?? name;
  const set = (key: string, value: string | string[] | undefined) =>
    onSchema((before) => ({ ...before, 'x-relation': withMember(objectAt(before, 'x-relation'), key, value) }), key);

  if (field.type === 'children') {
    const children = objectAt(field.schema, 'x-children');
    return (
      <Line label={t('designer.lines')} help={t('designer.linesHelp')}>
        {(control) => (
          <Choice
            {...control}
            value={`${textAt(children, 'entity')}.${textAt(children, 'field')}`}
            onChange={(event) => {
              const [entity = '', own = ''] = event.target.value.split('.');
              onSchema((before) => ({ ...before, 'x-children': { entity, field: own } }), 'children');
            }}
          >
            {around.incoming.map(({ entity, field: own }) => (
              <option key={`${entity}.${own}`} value={`${entity}.${own}`}>
                {titleOf(entity)} · {own}
              </option>
            ))}
          </Choice>
        )}
      </Line>
    );
  }
  const inverse = textAt(relation, 'inverse') ?? '';
  const { to } = relation;
  return (
    <>
      {field.type === 'polymorphic' ? (
        <fieldset className={styles.line}>
          <legend className={styles.label}>{t('designer.targets')}</legend>
          <label className={styles.check}>
            <input
              type="checkbox"
              checked={to === '*'}
              onChange={(event) => set('to', event.target.checked ? '*' : around.targets.slice(0, 2))}
            />
            {t('designer.anyEntity')}
          </label>
          {to === '*' ? null : (
            <div className={styles.checks}>
              {around.targets.map((name) => (
                <label key={name} className={styles.check}>
                  <input
                    type="checkbox"
                    checked={textsAt(relation, 'to').includes(name)}
                    onChange={(event) => {
                      const others = textsAt(relation, 'to').filter((each) => each !== name);
                      set('to', event.target.checked ? [...others, name] : others);
                    }}
                  />
                  {titleOf(name)}
                </label>
              ))}
            </div>
          )}
        </fieldset>
      ) : (
        <Line label={t('designer.target')}>
          {(control) => (
            <Choice
              {...control}
              value={textAt(relation, 'to') ?? ''}
              onChange={(event) => set('to', event.target.value)}
            >
              {around.targets.includes(textAt(relation, 'to') ?? '') ? null : <option value={textAt(relation, 'to')} />}
              {around.targets.map((name) => (
                <option key={name} value={name}>
                  {titleOf(name)}
                </option>
              ))}
            </Choice>
          )}
        </Line>
      )}
      <TextLine
        label={t('designer.inverse')}
        help={t('designer.inverseHelp')}
        isCode
        maxLength={40}
        value={inverse}
        problem={inverse !== '' && !isApiName(inverse) ? t('designer.noName') : undefined}
        onChange={(name) => set('inverse', name === '' ? undefined : name)}
      />
      {field.type === 'relation' ? (
        <Line label={t('designer.onDelete')}>
          {(control) => (
            <Choice
              {...control}
              value={textAt(relation, 'onDelete') ?? ''}
              onChange={(event) => set('onDelete', event.target.value === '' ? undefined : event.target.value)}
            >
              <option value="">{t('designer.onDeleteDefault')}</option>
              <option value="setNull">{t('designer.onDeleteSetNull')}</option>
              <option value="restrict">{t('designer.onDeleteRestrict')}</option>
              <option value="cascade">{t('designer.onDeleteCascade')}</option>
            </Choice>
          )}
        </Line>
      ) : null}
    </>
  );
}

import { useTranslation } from 'react-i18next';
import type { BrowserField } from '../../../../core/model/browserModel.ts';
import { useDraftDocument, useStudioDraft } from '../draft/StudioDraft.ts';
import { objectAt, textAt, withPath } from '../entities/document/members.ts';
import styles from '../entities/inspector/inspector.module.css';
import { Part } from '../entities/inspector/Part.tsx';
import { ConditionLine } from './ConditionLine.tsx';
import { useFormDesign } from './FormEditingContext.ts';

/**
 * When each option of a select may be chosen. That belongs to the entity, because the server holds to it as well, whatever
 * form or program writes the record.
 */
export function OptionConditions({ field }: { readonly field: BrowserField }) {
  const { t } = useTranslation();
  const { entity } = useFormDesign();
  const { edit } = useStudioDraft();
  const { document } = useDraftDocument('entity', entity.name);
  const options = field.options ?? [];
  if (!document) return null;
  const path = (value: string) => ['properties', field.name, 'x-options', value];
  const conditionOf = (value: string) => textAt(objectAt(document, ...path(value)), 'when');
  const count = options.filter(({ value }) => conditionOf(value) !== undefined).length;
  return (
    <Part
      title={t('formDesigner.options')}
      summary={count > 0 ? t('formDesigner.optionCount', { count }) : undefined}
      isOpen={count > 0}
    >
      <p className={styles.help}>{t('formDesigner.optionsHelp')}</p>
      {options.map(({ value, title }) => (
        <ConditionLine
          key={value}
          label={title}
          none={t('formDesigner.always')}
          source={conditionOf(value)}
          onChange={(when) => edit('entity', entity.name, (before) => withPath(before, [...path(value), 'when'], when))}
        />
      ))}
    </Part>
  );
}

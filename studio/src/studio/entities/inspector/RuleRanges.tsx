import { X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { fieldTypes } from '../../../../../core/fields/fieldTypes.ts';
import { Choice } from '../../../workspace/list/Choice.tsx';
import type { EntityField } from '../document/entityFields.ts';
import type { EntityRule } from '../document/rules.ts';
import { useFieldTitles } from '../useFieldTitles.ts';
import styles from './inspector.module.css';
import { NumberLine } from './NumberLine.tsx';
import own from './RuleEditor.module.css';

type Ranges = EntityRule['ranges'];

interface RuleRangesProps {
  readonly ranges: Ranges;
  readonly fields: readonly EntityField[];
  readonly onChange: (ranges: Ranges) => void;
}

/** Least and greatest values that numbers may have while a rule applies. */
export function RuleRanges({ ranges, fields, onChange }: RuleRangesProps) {
  const { t } = useTranslation();
  const left = fields.filter(({ name, type }) => isNumber(type) && !ranges.some(({ field }) => field === name));
  const titles = useFieldTitles();
  const titleOf = (name: string) => titles.get(name) ?? name;
  return (
    <div className={styles.line}>
      <span className={styles.label}>{t('designer.rule.range')}</span>
      {ranges.map((range, at) => (
        <div key={range.field} className={own.range}>
          <span className={own.rangeField}>
            {titleOf(range.field)}
            <button
              type="button"
              className={own.remove}
              aria-label={t('designer.takeOut', { field: titleOf(range.field) })}
              onClick={() => onChange(ranges.toSpliced(at, 1))}
            >
              <X size={12} aria-hidden />
            </button>
          </span>
          <div className={styles.pair}>
            <NumberLine
              label={t('designer.limit.minimum')}
              value={range.minimum}
              onChange={(minimum) => onChange(ranges.with(at, { ...range, minimum }))}
            />
            <NumberLine
              label={t('designer.limit.maximum')}
              value={range.maximum}
              onChange={(maximum) => onChange(ranges.with(at, { ...range, maximum }))}
            />
          </div>
        </div>
      ))}
      <Choice
        aria-label={`${t('designer.rule.range')}: ${t('designer.addToGroup')}`}
        value=""
        disabled={left.length === 0}
        onChange={({ target }) => onChange([...ranges, { field: target.value, minimum: 0, maximum: undefined }])}
      >
        <option value="">{t('designer.addToGroup')}</option>
        {left.map(({ name }) => (
          <option key={name} value={name}>
            {titleOf(name)}
          </option>
        ))}
      </Choice>
    </div>
  );
}

function isNumber(type: string | undefined): boolean {
  return fieldTypes.get(type ?? '')?.options.some((option) => option === 'minimum') ?? false;
}

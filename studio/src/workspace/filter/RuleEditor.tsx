import { X } from 'lucide-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { BrowserEntity } from '../../../../core/model/browserModel.ts';
import { useModel } from '../../app/ModelContext.tsx';
import { fieldChoices } from '../../store/fieldChoices.ts';
import { comparisonOf, operatorsOf, valueCount } from '../../store/filter/operators.ts';
import type { FilterRule, Operator } from '../../store/filter/types.ts';
import { findPath } from '../../store/listViews.ts';
import { Button } from '../../ui/Button.tsx';
import { Choice } from '../list/Choice.tsx';
import { FieldSelect } from '../list/FieldSelect.tsx';
import styles from './FilterPanel.module.css';
import { ruleOver } from './newNodes.ts';
import { useOperands } from './OperandsContext.tsx';
import { operatorText } from './operatorText.ts';
import { ValuesEditor } from './ValuesEditor.tsx';

interface RuleEditorProps {
  readonly entity: BrowserEntity;
  readonly rule: FilterRule;
  readonly onChange: (rule: FilterRule) => void;
  readonly onRemove: () => void;
}

/** A field, how it is compared, and with what. */
export function RuleEditor({ entity, rule, onChange, onRemove }: RuleEditorProps) {
  const { t } = useTranslation();
  const model = useModel();
  const { relations } = useOperands();
  const choices = useMemo(() => {
    const all = fieldChoices(model, entity, ({ filterable, rollup }) => filterable && (relations || !rollup));
    return relations ? all : all.filter(({ relation }) => relation === undefined);
  }, [model, entity, relations]);
  const field = findPath(model, entity, rule.path)?.field;
  const operators = field ? operatorsOf(field) : [rule.operator];
  const comparison = field ? comparisonOf(field) : 'presence';

  function setOperator(operator: Operator) {
    const [before, after] = [valueCount(rule.operator), valueCount(operator)];
    const values = after === 0 ? [] : after === 1 && before === 'many' ? rule.values.slice(0, 1) : rule.values;
    onChange({ ...rule, operator, values: after === 1 ? values.slice(0, 1) : values });
  }

  return (
    <div className={styles.rule}>
      <span className={styles.field}>
        <FieldSelect
          label={t('filter.field')}
          choices={choices}
          value={rule.path}
          onChange={(path) => onChange(ruleOver(model, entity, path))}
        />
      </span>
      <Choice
        className={styles.operator}
        aria-label={t('filter.operator')}
        value={rule.operator}
        onChange={({ target }) => setOperator(operators.find((each) => each === target.value) ?? rule.operator)}
      >
        {operators.map((operator) => (
          <option key={operator} value={operator}>
            {operatorText(t, operator, comparison)}
          </option>
        ))}
      </Choice>
      {field ? (
        <span className={styles.values}>
          <ValuesEditor
            key={`${rule.path} ${rule.operator}`}
            field={field}
            comparison={comparison}
            operator={rule.operator}
            values={rule.values}
            onChange={(values) => onChange({ ...rule, values })}
          />
        </span>
      ) : null}
      <Button look="quiet" aria-label={t('filter.removeRule')} icon={<X size={14} aria-hidden />} onClick={onRemove} />
    </div>
  );
}

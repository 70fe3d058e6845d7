import { Select } from 'antd';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { isObject, type Json } from '../../../../core/lib/json.ts';
import type { BrowserField } from '../../../../core/model/browserModel.ts';
import { useModel } from '../../app/ModelContext.tsx';
import { FieldWidget } from '../../fields/FieldWidget.tsx';
import { actorFacts } from '../../store/filter/actorFacts.ts';
import { type Comparison, valueCount } from '../../store/filter/operators.ts';
import type { FilterValue, Operator } from '../../store/filter/types.ts';
import { valueType } from '../../store/valueType.ts';
import { FactChoice, factOf } from './FactChoice.tsx';
import styles from './FilterPanel.module.css';
import { MomentInput } from './MomentInput.tsx';
import { useOperands } from './OperandsContext.tsx';
import { TextValue } from './TextValue.tsx';
import { UserValue } from './UserValue.tsx';

interface ValuesEditorProps {
  readonly field: BrowserField;
  readonly comparison: Comparison;
  readonly operator: Operator;
  readonly values: readonly FilterValue[];
  readonly onChange: (values: FilterValue[]) => void;
}

/** What a field is compared with: the control of its type, as often as the operator needs it. */
export function ValuesEditor({ field, comparison, operator, values, onChange }: ValuesEditorProps) {
  const { t } = useTranslation();
  const count = valueCount(operator);
  const model = useModel();
  const hasOperands = useOperands().actor;
  const facts = actorFacts(model, field, operator);
  if (count === 0) return null;
  const isFact = factOf(values[0]) !== undefined && comparison !== 'user';
  const choice = (index: number, set: (value: FilterValue | undefined) => void, hasValue = true) =>
    (hasOperands && facts.length > 0) || isFact || !hasValue ? (
      <FactChoice facts={facts} value={values[index]} hasValue={hasValue} onChange={set} />
    ) : null;
  if (count === 'many') {
    const set = (value: FilterValue | undefined) => onChange(value === undefined ? [] : [value]);
    return (
      <>
        {choice(0, set, comparison !== 'user')}
        {isFact || comparison === 'user' ? null : <ManyValues {...{ field, comparison, values, onChange }} />}
      </>
    );
  }
  const one = (index: number) => {
    const set = (value: FilterValue | undefined) => {
      const next = [...values];
      next[index] = value ?? '';
      onChange(count === 2 ? [next[0] ?? '', next[1] ?? ''] : next.slice(0, 1));
    };
    return (
      <>
        {comparison === 'user' ? null : choice(index, set)}
        {isFact ? null : <OneValue field={field} comparison={comparison} value={values[index]} onChange={set} />}
      </>
    );
  };
  if (count === 1) return one(0);
  return (
    <>
      {one(0)}
      <span className={styles.and}>{t('filter.and')}</span>
      {one(1)}
    </>
  );
}

interface OneValueProps {
  readonly field: BrowserField;
  readonly comparison: Comparison;
  readonly value: FilterValue | undefined;
  /** undefined: none. */
  readonly onChange: (value: FilterValue | undefined) => void;
}

function OneValue(props: OneValueProps) {
  const { field, comparison, value, onChange } = props;
  const { t } = useTranslation();
  switch (comparison) {
    case 'text':
    case 'exact':
    case 'tags':
      return <TextValue label={t('filter.value')} value={value} onChange={onChange} />;
    case 'date':
    case 'dateTime':
      return <MomentInput field={field} comparison={comparison} value={value} onChange={onChange} />;
    case 'user':
      return <UserValue field={field} value={value} onChange={onChange} />;
    case 'boolean':
      return (
        <Select
          aria-label={t('filter.value')}
          style={{ minWidth: 110 }}
          value={typeof value === 'boolean' ? String(value) : null}
          placeholder={t('filter.value')}
          options={[
            { value: 'true', label: t('value.yes') },
            { value: 'false', label: t('value.no') },
          ]}
          onChange={(next) => onChange(next === null ? undefined : next === 'true')}
        />
      );
    default:
      return <WidgetValue {...props} />;
  }
}

/** The widget that edits such a field in a form. */
function WidgetValue({ field, comparison, value, onChange }: OneValueProps) {
  const { t } = useTranslation();
  const id = useId();
  const type = widgetType(field, comparison);
  const plain = typeof value === 'object' || value === undefined || value === '' ? null : value;
  return (
    <FieldWidget
      id={id}
      field={{ ...field, type, required: false }}
      value={plain}
      required={false}
      invalid={false}
      label={t('filter.value')}
      faults={[]}
      onChange={(next) => onChange(toValue(next))}
    />
  );
}

function widgetType(field: BrowserField, comparison: Comparison): string {
  switch (comparison) {
    case 'records':
      return 'relation';
    case 'anyRecord':
      return 'polymorphic';
    case 'options':
    case 'option':
      return 'select';
    default:
      return valueType(field);
  }
}

function toValue(value: Json): FilterValue | undefined {
  if (isObject(value)) return typeof value.id === 'string' ? value.id : undefined;
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : undefined;
}

interface ManyValuesProps {
  readonly field: BrowserField;
  readonly comparison: Comparison;
  readonly values: readonly FilterValue[];
  readonly onChange: (values: FilterValue[]) => void;
}

function ManyValues({ field, comparison, values, onChange }: ManyValuesProps) {
  const { t } = useTranslation();
  const id = useId();
  const texts = values.filter((value) => typeof value === 'string');
  if (comparison === 'text' || comparison === 'tags') {
    return (
      <Select
        mode="tags"
        aria-label={t('filter.value')}
        placeholder={t('form.tagsHint')}
        style={{ minWidth: 220, width: '100%' }}
        open={false}
        suffixIcon={null}
        value={texts}
        tokenSeparators={[',', '，', '、']}
        onChange={(next: string[]) => onChange(next)}
      />
    );
  }
  return (
    <FieldWidget
      id={id}
      field={{ ...field, type: comparison === 'record' ? 'manyToMany' : 'multiSelect', required: false }}
      value={texts}
      required={false}
      invalid={false}
      label={t('filter.value')}
      faults={[]}
      onChange={(next) => onChange(Array.isArray(next) ? next.filter((each) => typeof each === 'string') : [])}
    />
  );
}

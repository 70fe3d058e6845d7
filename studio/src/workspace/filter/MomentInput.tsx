import { InputNumber } from 'antd';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BrowserField } from '../../../../core/model/browserModel.ts';
import { FieldWidget } from '../../fields/FieldWidget.tsx';
import type { FilterValue } from '../../store/filter/types.ts';
import { Choice } from '../list/Choice.tsx';

interface MomentInputProps {
  readonly field: BrowserField;
  readonly comparison: 'date' | 'dateTime';
  readonly value: FilterValue | undefined;
  readonly onChange: (value: FilterValue | undefined) => void;
}

type Way = 'exact' | 'now' | 'ago' | 'ahead';

/** A day or a moment: a certain one, or so many days from today, which moves on. */
export function MomentInput({ field, comparison, value, onChange }: MomentInputProps) {
  const { t } = useTranslation();
  const id = useId();
  const [way, setWay] = useState(() => wayOf(value));
  const days = typeof value === 'object' && 'days' in value ? Math.abs(value.days) : undefined;

  function choose(next: Way) {
    setWay(next);
    if (next === 'exact') onChange(undefined);
    else if (next === 'now') onChange({ days: 0 });
    else onChange({ days: next === 'ago' ? -(days || 7) : days || 7 });
  }

  return (
    <>
      <Choice
        aria-label={t('filter.when')}
        value={way}
        onChange={({ target }) => choose(ways.find((each) => each === target.value) ?? 'exact')}
      >
        <option value="exact">{t('filter.exactDay')}</option>
        <option value="now">{comparison === 'date' ? t('filter.today') : t('filter.now')}</option>
        <option value="ago">{t('filter.daysAgo')}</option>
        <option value="ahead">{t('filter.daysAhead')}</option>
      </Choice>
      {way === 'exact' ? (
        <FieldWidget
          id={id}
          field={{ ...field, type: comparison, required: false }}
          value={typeof value === 'string' && value !== '' ? value : null}
          required={false}
          invalid={false}
          label={t('filter.value')}
          faults={[]}
          onChange={(next) => onChange(typeof next === 'string' ? next : undefined)}
        />
      ) : null}
      {way === 'ago' || way === 'ahead' ? (
        <InputNumber<number>
          aria-label={t('filter.days')}
          min={1}
          max={36500}
          precision={0}
          style={{ width: 90 }}
          value={days ?? null}
          onChange={(next) => {
            if (next !== null) onChange({ days: way === 'ago' ? -next : next });
          }}
        />
      ) : null}
    </>
  );
}

const ways: readonly Way[] = ['exact', 'now', 'ago', 'ahead'];

function wayOf(value: FilterValue | undefined): Way {
  if (typeof value !== 'object' || !('days' in value)) return 'exact';
  if (value.days === 0) return 'now';
  return value.days < 0 ? 'ago' : 'ahead';
}

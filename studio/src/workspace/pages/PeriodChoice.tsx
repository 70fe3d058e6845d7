import { useTranslation } from 'react-i18next';
import type { Period } from '../../../../core/model/pageTypes.ts';
import { periods } from '../../store/pages/period.ts';
import { Choice } from '../list/Choice.tsx';

interface PeriodChoiceProps {
  readonly value: Period;
  readonly onChange: (period: Period) => void;
}

/** The days that a page is about. */
export function PeriodChoice({ value, onChange }: PeriodChoiceProps) {
  const { t } = useTranslation();
  return (
    <Choice
      aria-label={t('pages.period')}
      value={value}
      onChange={(event) => {
        const chosen = periods.find((period) => period === event.target.value);
        if (chosen) onChange(chosen);
      }}
    >
      {periods.map((period) => (
        <option key={period} value={period}>
          {t(`pages.periods.${period}`)}
        </option>
      ))}
    </Choice>
  );
}

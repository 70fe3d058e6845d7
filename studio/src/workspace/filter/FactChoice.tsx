import { useTranslation } from 'react-i18next';
import { useModel } from '../../app/ModelContext.tsx';
import type { FilterValue } from '../../store/filter/types.ts';
import { Choice } from '../list/Choice.tsx';
import styles from './FilterPanel.module.css';
import { factText } from './factText.ts';

interface FactChoiceProps {
  readonly facts: readonly string[];
  readonly value: FilterValue | undefined;
  /** False: one of the facts it has to be. */
  readonly hasValue: boolean;
  readonly onChange: (value: FilterValue | undefined) => void;
}

/** Chooses between a value to fill in and what is known of whoever asks. */
export function FactChoice({ facts, value, hasValue, onChange }: FactChoiceProps) {
  const { t } = useTranslation();
  const model = useModel();
  const chosen = factOf(value) ?? '';
  return (
    <Choice
      className={styles.fact}
      aria-label={t('filter.comparedWith')}
      value={chosen}
      onChange={({ target }) => onChange(toValue(target.value))}
    >
      <option value="" disabled={!hasValue}>
        {hasValue ? t('filter.aValue') : t('filter.value')}
      </option>
      {(chosen === '' || facts.includes(chosen) ? facts : [...facts, chosen]).map((fact) => (
        <option key={fact} value={fact}>
          {factText(t, model, fact)}
        </option>
      ))}
    </Choice>
  );
}

/** The fact that a value is; undefined for plain values. */
export function factOf(value: FilterValue | undefined): string | undefined {
  if (typeof value !== 'object') return undefined;
  if ('me' in value) return 'id';
  return 'actor' in value ? value.actor : undefined;
}

function toValue(fact: string): FilterValue | undefined {
  if (fact === '') return undefined;
  return fact === 'id' ? { me: true } : { actor: fact };
}

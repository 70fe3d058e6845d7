import type { TFunction } from 'i18next';
import type { Comparison } from '../../store/filter/operators.ts';
import type { Operator } from '../../store/filter/types.ts';

/** What an operator is called beside values of a kind: dates are before or after each other, numbers less or more. */
export function operatorText(t: TFunction, operator: Operator, comparison: Comparison): string {
  const isMoment = comparison === 'date' || comparison === 'dateTime' || comparison === 'time';
  if (isMoment) {
    switch (operator) {
      case 'less':
        return t('filter.op.before');
      case 'atMost':
        return t('filter.op.upTo');
      case 'greater':
        return t('filter.op.after');
      case 'atLeast':
        return t('filter.op.from');
    }
  }
  if (comparison === 'number' || comparison === 'duration') {
    if (operator === 'is') return '=';
    if (operator === 'isNot') return '≠';
  }
  return t(`filter.op.${operator}`);
}

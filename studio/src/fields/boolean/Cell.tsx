import { Check, Minus } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import styles from '../shared/cells.module.css';
import type { CellProps } from '../types.ts';

export function Cell({ value }: CellProps) {
  const { t } = useTranslation();
  if (value === true) return <Check size={16} role="img" aria-label={t('value.yes')} />;
  return <Minus size={16} className={styles.faint} role="img" aria-label={t('value.no')} />;
}

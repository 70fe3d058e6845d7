import { useTranslation } from 'react-i18next';
import styles from '../shared/cells.module.css';
import type { CellProps } from '../types.ts';

export function Cell({ value }: CellProps) {
  const { t } = useTranslation();
  return <span className={styles.number}>{t('value.lines', { count: Array.isArray(value) ? value.length : 0 })}</span>;
}

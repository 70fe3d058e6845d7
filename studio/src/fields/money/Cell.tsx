import { asNumber } from '../../lib/values.ts';
import styles from '../shared/cells.module.css';
import { useFormat } from '../shared/useFormat.ts';
import type { CellProps } from '../types.ts';
import { useCurrency } from './useCurrency.ts';

export function Cell({ field, value }: CellProps) {
  const format = useFormat();
  const currency = useCurrency(field);
  const amount = asNumber(value);
  return <span className={styles.number}>{amount === undefined ? '' : format.money(amount, currency)}</span>;
}

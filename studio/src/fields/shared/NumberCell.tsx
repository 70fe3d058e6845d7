import { asNumber } from '../../lib/values.ts';
import type { CellProps } from '../types.ts';
import styles from './cells.module.css';
import { useFormat } from './useFormat.ts';

export function NumberCell({ value }: CellProps) {
  const format = useFormat();
  const number = asNumber(value);
  return <span className={styles.number}>{number === undefined ? '' : format.number(number)}</span>;
}

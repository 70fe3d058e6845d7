import { plainText } from '../../lib/values.ts';
import styles from '../shared/cells.module.css';
import { useFormat } from '../shared/useFormat.ts';
import type { CellProps } from '../types.ts';

export function Cell({ value }: CellProps) {
  const format = useFormat();
  return <span className={styles.number}>{format.duration(plainText(value))}</span>;
}

import styles from '../shared/cells.module.css';
import type { CellProps } from '../types.ts';

export function Cell({ value }: CellProps) {
  return <span className={styles.mono}>{JSON.stringify(value)}</span>;
}

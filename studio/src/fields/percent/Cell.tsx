import { asNumber } from '../../lib/values.ts';
import styles from '../shared/cells.module.css';
import { useFormat } from '../shared/useFormat.ts';
import type { CellProps } from '../types.ts';

export function Cell({ value }: CellProps) {
  const format = useFormat();
  const number = asNumber(value);
  if (number === undefined) return null;
  return (
    <span className={styles.inline}>
      <span className={styles.bar} aria-hidden>
        <span style={{ width: `${Math.min(100, Math.max(0, number))}%` }} />
      </span>
      <span className={styles.whole}>{format.percent(number)}</span>
    </span>
  );
}

import { plainText } from '../../lib/values.ts';
import styles from '../shared/cells.module.css';
import type { CellProps } from '../types.ts';

export function Cell({ value }: CellProps) {
  const color = plainText(value);
  return (
    <span className={styles.inline}>
      <span className={styles.swatch} style={{ background: color }} />
      <span className={styles.mono}>{color}</span>
    </span>
  );
}

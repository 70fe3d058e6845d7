import { plainText } from '../../lib/values.ts';
import styles from '../shared/cells.module.css';
import type { CellProps } from '../types.ts';

export function Cell({ value }: CellProps) {
  const address = plainText(value);
  return (
    <a className={styles.link} href={`mailto:${address}`} onClick={(event) => event.stopPropagation()}>
      {address}
    </a>
  );
}

import { plainText } from '../../lib/values.ts';
import styles from '../shared/cells.module.css';
import type { CellProps } from '../types.ts';

export function Cell({ value }: CellProps) {
  const number = plainText(value);
  return (
    <a
      className={styles.link}
      href={`tel:${number.replace(/[^\d+]/g, '')}`}
      onClick={(event) => event.stopPropagation()}
    >
      {number}
    </a>
  );
}

import { asObject, personName } from '../../lib/values.ts';
import styles from '../shared/cells.module.css';
import type { CellProps } from '../types.ts';

export function Cell({ value }: CellProps) {
  return <span className={styles.text}>{personName(asObject(value) ?? {})}</span>;
}

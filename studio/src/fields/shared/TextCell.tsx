import { plainText } from '../../lib/values.ts';
import type { CellProps } from '../types.ts';
import styles from './cells.module.css';

/** Any value as one line of text. */
export function TextCell({ value }: CellProps) {
  return <span className={styles.text}>{plainText(value)}</span>;
}

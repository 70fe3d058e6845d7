import { plainText } from '../../lib/values.ts';
import styles from '../shared/cells.module.css';
import type { CellProps } from '../types.ts';

/** The words without the marks, on one line. */
export function Cell({ value }: CellProps) {
  const words = plainText(value)
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/^\s*(#{1,6}|>|[-*+]|\d+\.)\s+/gm, '')
    .replace(/[*_`~]+/g, '')
    .replace(/\s+/g, ' ');
  return <span className={styles.text}>{words}</span>;
}

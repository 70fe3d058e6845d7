import { plainText } from '../../lib/values.ts';
import styles from '../shared/cells.module.css';
import type { CellProps } from '../types.ts';
import { markdownWords } from './markdownWords.ts';

export function Cell({ value }: CellProps) {
  return <span className={styles.text}>{markdownWords(plainText(value))}</span>;
}

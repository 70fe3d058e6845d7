import { LockKeyhole } from 'lucide-react';
import { plainText } from '../../lib/values.ts';
import styles from '../shared/cells.module.css';
import type { CellProps } from '../types.ts';

export function Cell({ value }: CellProps) {
  return (
    <span className={`${styles.inline} ${styles.faint}`}>
      <LockKeyhole size={13} aria-hidden />
      {plainText(value)}
    </span>
  );
}

import { ChevronRight } from 'lucide-react';
import { OptionChip } from '../../ui/OptionChip.tsx';
import styles from './GroupedTable.module.css';

interface GroupHeadProps {
  readonly index: number;
  readonly title: string;
  /** Of an option. */
  readonly color: string | undefined;
  readonly count: string;
  readonly sum: string | undefined;
  readonly isOpen: boolean;
  /** The row that the keyboard is at. */
  readonly isActive: boolean;
  readonly onToggle: () => void;
}

/** The row above the records of a group: what they have in common, how many there are, what they come to. */
export function GroupHead({ index, title, color, count, sum, isOpen, isActive, onToggle }: GroupHeadProps) {
  return (
    <tr className={`${styles.head} ${isActive ? styles.active : ''}`} aria-rowindex={index + 2} data-index={index}>
      <td>
        <button type="button" className={styles.button} aria-expanded={isOpen} onClick={onToggle}>
          <ChevronRight size={14} aria-hidden className={styles.arrow} />
          {color ? <OptionChip title={title} color={color} /> : <span className={styles.title}>{title}</span>}
          <span className={styles.count}>{count}</span>
          <span className={styles.sum}>{sum}</span>
        </button>
      </td>
    </tr>
  );
}

import { UserRound } from 'lucide-react';
import { plainText } from '../../lib/values.ts';
import { actor } from '../../store/actor.ts';
import styles from '../shared/cells.module.css';
import type { CellProps } from '../types.ts';

/** Me by name; others by the end of their id, which tells them apart until there are people to name. */
export function Cell({ value }: CellProps) {
  const id = plainText(value);
  const isMe = id === actor.id;
  return (
    <span className={styles.inline} title={id}>
      <span className={styles.avatar}>
        <UserRound size={12} aria-hidden />
      </span>
      <span className={isMe ? styles.text : styles.mono}>{isMe ? actor.name : id.slice(-6)}</span>
    </span>
  );
}

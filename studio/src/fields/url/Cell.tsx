import { plainText } from '../../lib/values.ts';
import styles from '../shared/cells.module.css';
import type { CellProps } from '../types.ts';

/** Only web addresses become links: a stored `javascript:` must never run. */
export function Cell({ value }: CellProps) {
  const address = plainText(value);
  if (!/^https?:\/\//i.test(address)) return <span className={styles.text}>{address}</span>;
  return (
    <a
      className={styles.link}
      href={address}
      target="_blank"
      rel="noopener noreferrer"
      onClick={(event) => event.stopPropagation()}
    >
      {address.replace(/^https?:\/\/(www\.)?/i, '').replace(/\/$/, '')}
    </a>
  );
}

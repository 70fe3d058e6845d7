import { Star } from 'lucide-react';
import { asNumber } from '../../lib/values.ts';
import styles from '../shared/cells.module.css';
import type { CellProps } from '../types.ts';

export function Cell({ field, value }: CellProps) {
  const given = asNumber(value) ?? 0;
  const stars = Array.from({ length: asNumber(field.schema.maximum) ?? 5 }, (_, index) => index + 1);
  return (
    <span className={styles.stars} role="img" aria-label={`${given} / ${stars.length}`}>
      {stars.map((star) => (
        <Star
          key={star}
          size={14}
          strokeWidth={1.5}
          fill={star <= given ? 'currentcolor' : 'none'}
          className={star <= given ? undefined : styles.starsOff}
        />
      ))}
    </span>
  );
}

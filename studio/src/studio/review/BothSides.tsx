import type { ReactNode } from 'react';
import type { Json } from '../../../../core/lib/json.ts';
import styles from './BothSides.module.css';
import { JsonValue } from './JsonValue.tsx';

interface Side {
  readonly title: string;
  readonly value: Json | undefined;
  /** Makes it the one that counts. */
  readonly action?: ReactNode;
}

interface BothSidesProps {
  readonly place: string;
  readonly text?: string;
  readonly sides: readonly Side[];
}

/** A place about which two sides do not agree, with what each says. */
export function BothSides({ place, text, sides }: BothSidesProps) {
  return (
    <li className={styles.conflict}>
      <div className={styles.place}>{place}</div>
      {text ? <p className={styles.text}>{text}</p> : null}
      <div className={styles.sides}>
        {sides.map(({ title, value, action }) => (
          <div key={title} className={styles.side}>
            <span className={styles.title}>{title}</span>
            <span className={styles.value}>
              <JsonValue value={value} />
            </span>
            {action}
          </div>
        ))}
      </div>
    </li>
  );
}

import { ListFilter, Minus } from 'lucide-react';
import type { Level } from '../../store/role/types.ts';
import styles from './LevelGlyph.module.css';

const bars: Readonly<Record<Exclude<Level, 'none' | 'condition'>, number>> = { own: 1, team: 2, teamBelow: 3, all: 4 };

/** How far a right reaches, as bars: own, team, teams below, all. */
export function LevelGlyph({ level }: { readonly level: Level }) {
  if (level === 'none') return <Minus size={14} aria-hidden className={styles.none} />;
  if (level === 'condition') return <ListFilter size={14} aria-hidden className={styles.condition} />;
  return (
    <svg width="14" height="14" viewBox="0 0 14 14" aria-hidden="true" className={styles.bars}>
      {[0, 1, 2, 3].map((index) => (
        <rect
          key={index}
          x={index * 3.6}
          y={10 - index * 3}
          width="2.6"
          height={4 + index * 3}
          rx="1"
          className={index < bars[level] ? styles.on : styles.off}
        />
      ))}
    </svg>
  );
}

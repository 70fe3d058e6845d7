import type { ReactNode } from 'react';
import styles from './OptionChip.module.css';
import { optionColors } from './tokens.ts';

interface OptionChipProps {
  readonly title: string;
  /** A name of `optionColors`; gray when absent or unknown. */
  readonly color?: string | undefined;
}

/** A value out of a set: coloured ground, readable text. */
export function OptionChip({ title, color }: OptionChipProps) {
  const name = color !== undefined && Object.hasOwn(optionColors.light, color) ? color : 'gray';
  return (
    <span
      className={styles.chip}
      style={{ background: `var(--k-option-${name}-ground)`, color: `var(--k-option-${name}-text)` }}
    >
      <span>{title}</span>
    </span>
  );
}

export function Chips({ children }: { readonly children: ReactNode }) {
  return <span className={styles.chips}>{children}</span>;
}

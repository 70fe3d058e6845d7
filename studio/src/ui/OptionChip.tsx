import type { ReactNode } from 'react';
import styles from './OptionChip.module.css';
import { optionColors, palette } from './tokens.ts';

interface OptionChipProps {
  readonly title: string;
  /** A name of `optionColors`; gray when absent or unknown. */
  readonly color?: string | undefined;
}

/** A value out of a set: coloured ground, readable text. */
export function OptionChip({ title, color }: OptionChipProps) {
  const { ground, text } = optionColor(color);
  return (
    <span className={styles.chip} style={{ background: ground, color: text }}>
      <span>{title}</span>
    </span>
  );
}

export function Chips({ children }: { readonly children: ReactNode }) {
  return <span className={styles.chips}>{children}</span>;
}

const fallback = { ground: palette.hover, text: palette.textSecondary };

function optionColor(name: string | undefined): { ground: string; text: string } {
  return (name !== undefined && Object.hasOwn(optionColors, name) ? optionColors[name] : undefined) ?? fallback;
}

import styles from './StepButton.module.css';
import { stepLook } from './stepLook.ts';

interface StepIconProps {
  readonly kind: string;
  readonly isSmall?: boolean;
}

/** The icon of a kind of step on the colour of its group. */
export function StepIcon({ kind, isSmall = false }: StepIconProps) {
  const { icon: Icon, color } = stepLook(kind);
  return (
    <span
      className={`${styles.icon} ${isSmall ? styles.small : ''}`}
      style={{ background: `var(--k-option-${color}-ground)`, color: `var(--k-option-${color}-text)` }}
    >
      <Icon size={isSmall ? 15 : 17} strokeWidth={1.75} aria-hidden />
    </span>
  );
}

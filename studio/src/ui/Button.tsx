import type { ButtonHTMLAttributes, ReactNode, Ref } from 'react';
import styles from './Button.module.css';

type Look = 'main' | 'danger' | 'plain' | 'quiet';

interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  /** main: the one thing to do; danger: the same where it loses something; plain: others; quiet: in bars. Default: plain. */
  readonly look?: Look;
  readonly icon?: ReactNode;
  readonly ref?: Ref<HTMLButtonElement>;
}

/** A button; square when it has an icon only, which then needs an `aria-label`. */
export function Button({ look = 'plain', icon, className, children, ...rest }: ButtonProps) {
  return (
    <button type="button" {...rest} className={buttonClass({ look, isSquare: !children, className })}>
      {icon}
      {children ? <span>{children}</span> : null}
    </button>
  );
}

interface ButtonLook {
  readonly look?: Look;
  readonly isSquare?: boolean;
  readonly className?: string | undefined;
}

/** For links that look like a button. */
export function buttonClass({ look = 'plain', isSquare = false, className }: ButtonLook = {}): string {
  return [styles.button, styles[look], isSquare ? styles.square : '', className ?? ''].filter(Boolean).join(' ');
}

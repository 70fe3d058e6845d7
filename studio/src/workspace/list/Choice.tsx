import { ChevronDown } from 'lucide-react';
import type { ComponentProps } from 'react';
import styles from './tools.module.css';

/** The browser's own list of choices, which every keyboard and phone knows, in our clothes. */
export function Choice({ className, ...rest }: ComponentProps<'select'>) {
  return (
    <span className={`${styles.choiceBox} ${className ?? ''}`}>
      <select className={styles.select} {...rest} />
      <ChevronDown size={14} aria-hidden />
    </span>
  );
}

import { ChevronDown } from 'lucide-react';
import { type ReactNode, useId } from 'react';
import styles from './Sidebar.module.css';

interface SidebarGroupProps {
  readonly title: string;
  readonly isOpen: boolean;
  readonly onToggle: () => void;
  readonly children: ReactNode;
}

/** A heading that folds what stands below it. */
export function SidebarGroup({ title, isOpen, onToggle, children }: SidebarGroupProps) {
  const id = useId();
  return (
    <div className={styles.section}>
      <h2 className={styles.heading}>
        <button type="button" aria-expanded={isOpen} aria-controls={id} onClick={onToggle}>
          <span>{title}</span>
          <ChevronDown size={12} aria-hidden className={styles.fold} />
        </button>
      </h2>
      <ul id={id} hidden={!isOpen}>
        {children}
      </ul>
    </div>
  );
}

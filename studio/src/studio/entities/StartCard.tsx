import type { DragEvent, ReactNode } from 'react';
import styles from './NewEntityDialog.module.css';

interface StartCardProps {
  /** Shared by those of which one is chosen. */
  readonly group: string;
  readonly icon: ReactNode;
  readonly title: string;
  readonly about: string;
  readonly isChosen: boolean;
  readonly onChoose: () => void;
  /** Also where it is chosen already. */
  readonly onClick?: () => void;
  readonly onDrop?: (files: FileList) => void;
}

/** What something new may begin as. */
export function StartCard({ group, icon, title, about, isChosen, onChoose, onClick, onDrop }: StartCardProps) {
  const drop = onDrop && {
    onDragOver: (event: DragEvent) => event.preventDefault(),
    onDrop: (event: DragEvent) => {
      event.preventDefault();
      onDrop(event.dataTransfer.files);
    },
  };
  return (
    <label className={styles.card} {...drop}>
      <input type="radio" name={group} checked={isChosen} onChange={onChoose} onClick={onClick} />
      <span className={styles.cardIcon}>{icon}</span>
      <span className={styles.cardTitle}>{title}</span>
      <span className={styles.cardText}>{about}</span>
    </label>
  );
}

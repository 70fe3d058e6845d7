import { type ReactNode, useEffect, useRef } from 'react';
import styles from './Dialog.module.css';

interface DialogProps {
  readonly label: string;
  /** palette: near the top; sheet: in the middle; wide: a sheet with more room; drawer: at the left edge, as high as the window. */
  readonly look: 'palette' | 'sheet' | 'wide' | 'drawer';
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** A dialog over the page, open as long as it is rendered. The browser keeps the cursor inside it and gives it back. */
export function Dialog({ label, look, onClose, children }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const element = dialog.current;
    element?.showModal();
    return () => element?.close();
  }, []);

  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape closes it as well; the click is on what lies around it
    <dialog
      ref={dialog}
      aria-label={label}
      className={`${styles.dialog} ${styles[look]}`}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onClick={(event) => {
        if (event.target === event.currentTarget) onClose();
      }}
    >
      <div className={styles.content}>{children}</div>
    </dialog>
  );
}

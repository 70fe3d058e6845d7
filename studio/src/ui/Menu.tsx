import { createContext, type ReactNode, useContext } from 'react';
import styles from './Menu.module.css';

/** Closes what the menu stands in, before what was chosen is done. */
export const CloseMenu = createContext<() => void>(() => undefined);

/** Things to do, one below the other, as in a Popover. Arrow keys go between them. */
export function Menu({ children }: { readonly children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the buttons in it take the keys; this moves between them
    <div
      className={styles.menu}
      onKeyDown={(event) => {
        if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
        event.preventDefault();
        event.stopPropagation();
        const items = [...event.currentTarget.querySelectorAll<HTMLElement>('button:not(:disabled), a')];
        const at = document.activeElement instanceof HTMLElement ? items.indexOf(document.activeElement) : -1;
        items.at((at + (event.key === 'ArrowDown' ? 1 : -1)) % items.length)?.focus();
      }}
    >
      {children}
    </div>
  );
}

interface MenuItemProps {
  readonly icon?: ReactNode;
  readonly isDanger?: boolean;
  readonly isDisabled?: boolean;
  readonly onClick: () => void;
  readonly children: ReactNode;
}

export function MenuItem({ icon, isDanger = false, isDisabled = false, onClick, children }: MenuItemProps) {
  const close = useContext(CloseMenu);
  return (
    <button
      type="button"
      disabled={isDisabled}
      className={`${styles.item} ${isDanger ? styles.danger : ''}`}
      onClick={() => {
        close();
        onClick();
      }}
    >
      <span className={styles.icon} aria-hidden>
        {icon}
      </span>
      {children}
    </button>
  );
}

export function MenuLine() {
  return <hr className={styles.line} />;
}

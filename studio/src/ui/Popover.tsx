import { type ReactNode, useEffect, useId, useRef, useState } from 'react';
import styles from './Popover.module.css';

interface TriggerProps {
  readonly id: string;
  readonly 'aria-expanded': boolean;
  readonly 'aria-haspopup': 'dialog';
  readonly onClick: () => void;
}

interface PopoverProps {
  readonly label: string;
  /** The button that opens it. */
  readonly trigger: (props: TriggerProps) => ReactNode;
  readonly children: (close: () => void) => ReactNode;
}

const margin = 6;

/** What a button opens beside itself: above or below, wherever there is room. Escape and a click elsewhere close it. */
export function Popover({ label, trigger, children }: PopoverProps) {
  const [isOpen, setOpen] = useState(false);
  const triggerId = useId();
  const panel = useRef<HTMLDivElement>(null);

  function close() {
    setOpen(false);
    document.getElementById(triggerId)?.focus();
  }

  useEffect(() => {
    const element = panel.current;
    if (!isOpen || !element) return;
    const closeByToggle = (event: Event) => {
      if (event instanceof ToggleEvent && event.newState === 'closed') setOpen(false);
    };
    element.showPopover();
    let hasFocused = false;
    const settle = () => {
      place(element, document.getElementById(triggerId));
      const first = hasFocused ? null : element.querySelector<HTMLElement>('input:checked, input, a, button');
      first?.focus();
      hasFocused ||= first !== null;
    };
    settle();
    // What is in it may come later, and grow.
    const observer = new ResizeObserver(settle);
    observer.observe(element);
    element.addEventListener('toggle', closeByToggle);
    return () => {
      observer.disconnect();
      element.removeEventListener('toggle', closeByToggle);
    };
  }, [isOpen, triggerId]);

  return (
    <>
      {trigger({
        id: triggerId,
        'aria-expanded': isOpen,
        'aria-haspopup': 'dialog',
        onClick: () => setOpen((before) => !before),
      })}
      {isOpen ? (
        <div ref={panel} popover="auto" role="dialog" aria-label={label} className={styles.panel}>
          {children(close)}
        </div>
      ) : null}
    </>
  );
}

function place(panel: HTMLElement, anchor: HTMLElement | null): void {
  if (!anchor) return;
  const from = anchor.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = panel;
  const below = from.bottom + margin;
  const top = below + height < window.innerHeight ? below : Math.max(margin, from.top - margin - height);
  const left = Math.max(margin, Math.min(from.left, window.innerWidth - width - margin));
  panel.style.top = `${top}px`;
  panel.style.left = `${left}px`;
}

import { useEffect, useRef } from 'react';
import type { Json } from '../../../../core/lib/json.ts';
import { isEmpty } from '../../lib/values.ts';
import { FieldCell } from '../FieldCell.tsx';
import { FieldWidget } from '../FieldWidget.tsx';
import type { WidgetProps } from '../types.ts';
import { CellInput, isTyped } from './CellInput.tsx';
import styles from './LineGrid.module.css';

interface LineCellProps extends WidgetProps {
  /** This cell has the cursor: a control takes the place of the value. */
  readonly isActive: boolean;
  readonly isClicked: boolean;
  readonly onActivate: (isClicked: boolean) => void;
}

/** One cell of a line: an input where values are typed; otherwise the value, and its control once the cursor comes. */
export function LineCell({ isActive, isClicked, onActivate, ...props }: LineCellProps) {
  const { id, field, value, label, describedBy, invalid, disabled = false } = props;
  const holder = useRef<HTMLDivElement>(null);

  useEffect(() => {
    if (isActive) return focusSoon(holder.current);
  }, [isActive]);

  if (isTyped(field.type)) return <CellInput {...props} />;
  if (isActive && !disabled) {
    return (
      <div ref={holder} className={styles.control}>
        <FieldWidget {...props} compact autoOpen={isClicked} />
      </div>
    );
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: holds links, which a button may not
    <div
      id={id}
      role="button"
      tabIndex={disabled ? -1 : 0}
      className={styles.value}
      aria-label={label}
      aria-describedby={describedBy}
      aria-disabled={disabled}
      data-invalid={invalid || undefined}
      onMouseDown={(event) => {
        if (event.target instanceof Element && event.target.closest('a')) return;
        event.preventDefault();
        onActivate(true);
      }}
      onFocus={() => onActivate(false)}
      onKeyDown={() => onActivate(true)}
    >
      <Shown field={field} value={value} />
    </div>
  );
}

function Shown({ field, value }: { readonly field: WidgetProps['field']; readonly value: Json }) {
  return isEmpty(value) ? <span className={styles.none}>—</span> : <FieldCell field={field} value={value} />;
}

/** Some controls come with their code: asks again until there is one. Returns the undo. */
function focusSoon(holder: HTMLElement | null): () => void {
  let frame = 0;
  let tries = 60;
  const attempt = () => {
    const control = holder?.querySelector<HTMLElement>('input:not([type=hidden]), textarea, button, [tabindex="0"]');
    if (control) control.focus();
    else if (tries-- > 0) frame = requestAnimationFrame(attempt);
  };
  attempt();
  return () => cancelAnimationFrame(frame);
}

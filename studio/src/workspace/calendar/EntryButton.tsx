import type { CSSProperties, KeyboardEvent, MouseEvent, PointerEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { Entry } from '../../store/calendar/entries.ts';
import { optionColors } from '../../ui/tokens.ts';
import styles from './Calendar.module.css';
import type { CalendarParts } from './CalendarParts.ts';

interface EntryButtonProps {
  readonly parts: CalendarParts;
  readonly entry: Entry;
  readonly look: 'bar' | 'line' | 'block' | 'row';
  readonly style?: CSSProperties;
  /** It goes on before or after what is shown. */
  readonly isCutBefore?: boolean;
  readonly isCutAfter?: boolean;
}

/** An entry of a calendar: opened by a click, moved by drag or by arrow keys with shift, made longer at its end or with alt. */
export function EntryButton({ parts, entry, look, style, isCutBefore = false, isCutAfter = false }: EntryButtonProps) {
  const { t } = useTranslation();
  const { titleOf, colorOf, timeOf, drag, isMovable, isSizable, onPeek, onShift } = parts;
  const title = titleOf(entry) || t('record.untitled');
  const color = colorOf(entry);
  const known = color !== undefined && Object.hasOwn(optionColors.light, color) ? color : 'blue';
  const colors: CSSProperties & Record<'--ground' | '--ink', string> = {
    '--ground': `var(--k-option-${known}-ground)`,
    '--ink': `var(--k-option-${known}-text)`,
  };
  const isDragged = drag.dragged?.entry.id === entry.id;

  function press(event: KeyboardEvent) {
    if (!event.shiftKey && !event.altKey) return;
    const part = event.altKey ? 'end' : 'whole';
    if (part === 'end' ? !isSizable : !isMovable) return;
    const shift = keyShifts(entry.isAllDay || look === 'line' || look === 'bar')[event.key];
    if (!shift) return;
    event.preventDefault();
    event.stopPropagation();
    onShift(entry, { part, ...shift });
  }
  const hold = (part: 'whole' | 'end') => (event: PointerEvent) => drag.begin(event, entry, part);
  const open = (event: MouseEvent) => {
    event.stopPropagation();
    onPeek(entry.id);
  };

  return (
    <div
      className={`${styles.entry} ${styles[look]} ${isCutBefore ? styles.cutBefore : ''} ${isCutAfter ? styles.cutAfter : ''} ${isDragged ? styles.dragged : ''} ${isMovable ? styles.movable : ''}`}
      style={{ ...colors, ...style }}
      onPointerDown={isMovable && look !== 'row' ? hold('whole') : undefined}
    >
      <button
        type="button"
        data-entry={entry.id}
        className={styles.entryButton}
        title={title}
        onClick={open}
        onKeyDown={press}
      >
        {entry.isAllDay ? null : <span className={styles.time}>{timeOf(entry)}</span>}
        <span className={styles.entryTitle}>{title}</span>
      </button>
      {isSizable && !isCutAfter && (look === 'block' || look === 'bar') ? (
        <span className={styles.grip} aria-hidden onPointerDown={hold('end')} />
      ) : null}
    </div>
  );
}

/** Sideways by days; up and down by weeks among days, by a quarter of an hour among hours. */
function keyShifts(isAmongDays: boolean): Readonly<Record<string, { days: number; minutes: number }>> {
  return {
    ArrowLeft: { days: -1, minutes: 0 },
    ArrowRight: { days: 1, minutes: 0 },
    ArrowUp: isAmongDays ? { days: -7, minutes: 0 } : { days: 0, minutes: -15 },
    ArrowDown: isAmongDays ? { days: 7, minutes: 0 } : { days: 0, minutes: 15 },
  };
}

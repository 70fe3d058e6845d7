import { type CSSProperties, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Day } from '../../store/calendar/days.ts';
import { startOf } from '../../store/calendar/days.ts';
import { isBar } from '../../store/calendar/entries.ts';
import { layBars } from '../../store/calendar/layout.ts';
import styles from './Calendar.module.css';
import type { CalendarParts } from './CalendarParts.ts';
import { EntryButton } from './EntryButton.tsx';

interface MonthGridProps {
  readonly parts: CalendarParts;
  readonly isNarrow: boolean;
  /** Days without hours: as many lines as there is room for. */
  readonly isOneRow?: boolean;
}

/** px of a line of entries, and of the head of a day. */
const lineHeight = 23;
const headHeight = 30;

/** Weeks below each other. What finds no place in a day is behind a button that leads to it. */
export function MonthGrid({ parts, isNarrow, isOneRow = false }: MonthGridProps) {
  const { t } = useTranslation();
  const { days, language } = parts;
  const body = useRef<HTMLDivElement>(null);
  const width = Math.min(7, days.length);
  const weeks = Array.from({ length: days.length / width }, (_, index) =>
    days.slice(index * width, index * width + width),
  );
  const [lines, setLines] = useState(3);
  useEffect(() => {
    const element = body.current;
    if (!element) return;
    const observer = new ResizeObserver(() => {
      const height = element.clientHeight / (isOneRow ? 1 : weeks.length);
      setLines(Math.max(1, Math.floor((height - headHeight - lineHeight) / lineHeight)));
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [weeks.length, isOneRow]);
  const weekday = new Intl.DateTimeFormat(language, { weekday: isNarrow ? 'narrow' : 'short' });
  const style: CSSProperties & Record<'--days', number> = { '--days': width };
  return (
    <div className={styles.month} style={style}>
      <div className={styles.weekdays} aria-hidden>
        {weeks[0]?.map((day) => (
          <span key={day}>{weekday.format(startOf(day))}</span>
        ))}
      </div>
      <div ref={body} className={styles.weeks}>
        {weeks.map((week) => (
          <Week
            key={week[0]}
            week={week}
            lines={lines}
            parts={parts}
            moreText={(count) => (isNarrow ? `+${count}` : t('calendar.more', { count }))}
          />
        ))}
      </div>
    </div>
  );
}

interface WeekProps {
  readonly week: readonly Day[];
  readonly lines: number;
  readonly parts: CalendarParts;
  readonly moreText: (count: number) => string;
}

function Week({ week, lines, parts, moreText }: WeekProps) {
  const { at, today, language, entries, onDay, onCreate } = parts;
  const { t } = useTranslation();
  const bars = layBars(entries, week);
  const full = new Intl.DateTimeFormat(language, { dateStyle: 'full' });
  const count = (index: number) => bars.filter(({ from, to }) => from <= index && index <= to);
  return (
    <div className={styles.week}>
      {week.map((day, index) => {
        const hidden = count(index).filter(({ lane }) => lane >= lines).length;
        return (
          // biome-ignore lint/a11y/noStaticElementInteractions: a larger target for the pointer
          <div
            key={day}
            data-day={day}
            className={`${styles.day} ${day.slice(0, 7) === at.slice(0, 7) || week.length < 7 ? '' : styles.other}`}
            onDoubleClick={() => onCreate?.(day, undefined)}
          >
            <button
              type="button"
              className={`${styles.number} ${day === today ? styles.today : ''}`}
              aria-label={`${full.format(startOf(day))}, ${t('calendar.entries', { count: count(index).length })}`}
              aria-current={day === today ? 'date' : undefined}
              onClick={() => onDay(day)}
            >
              {Number(day.slice(8))}
            </button>
            {hidden > 0 ? (
              <button
                type="button"
                className={styles.more}
                style={{ top: headHeight + lines * lineHeight }}
                onClick={() => onDay(day)}
              >
                {moreText(hidden)}
              </button>
            ) : null}
          </div>
        );
      })}
      {bars
        .filter(({ lane }) => lane < lines)
        .map(({ entry, from, to, lane, isCutBefore, isCutAfter }) => (
          <EntryButton
            key={entry.id}
            parts={parts}
            entry={entry}
            look={isBar(entry) ? 'bar' : 'line'}
            isCutBefore={isCutBefore}
            isCutAfter={isCutAfter}
            style={{
              position: 'absolute',
              top: headHeight + lane * lineHeight,
              insetInlineStart: `calc(${(from / week.length) * 100}% + 3px)`,
              width: `calc(${((to - from + 1) / week.length) * 100}% - 6px)`,
            }}
          />
        ))}
    </div>
  );
}

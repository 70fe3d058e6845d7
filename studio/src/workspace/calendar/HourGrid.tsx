import { type CSSProperties, type MouseEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { zoneName } from '../../fields/dateTime/zoneName.ts';
import { dayOf, startOf } from '../../store/calendar/days.ts';
import { isBar } from '../../store/calendar/entries.ts';
import { layBars, layBlocks, wallMinutes } from '../../store/calendar/layout.ts';
import styles from './Calendar.module.css';
import type { CalendarParts } from './CalendarParts.ts';
import { EntryButton } from './EntryButton.tsx';

const hours = Array.from({ length: 24 }, (_, hour) => hour);
/** px */
const hourHeight = 48;
const lineHeight = 23;
/** The first hour in sight. */
const morning = 7;
const minuteMs = 60_000;

/** Days with their hours, beside each other. What takes days stands above them. */
export function HourGrid({ parts }: { readonly parts: CalendarParts }) {
  const { t } = useTranslation();
  const { days, today, language, entries, onDay, onCreate } = parts;
  const scroller = useRef<HTMLDivElement>(null);
  const now = useNow();
  useEffect(() => {
    if (scroller.current) scroller.current.scrollTop = morning * hourHeight;
  }, []);
  const bars = layBars(entries.filter(isBar), days);
  const timed = entries.filter((entry) => !isBar(entry));
  const lanes = bars.reduce((most, { lane }) => Math.max(most, lane + 1), 0);
  const weekday = new Intl.DateTimeFormat(language, { weekday: 'short' });
  const full = new Intl.DateTimeFormat(language, { dateStyle: 'full' });
  const hour = new Intl.DateTimeFormat(language, { hour: 'numeric' });
  const style: CSSProperties & Record<'--days' | '--hour', string | number> = {
    '--days': days.length,
    '--hour': `${hourHeight}px`,
  };

  function create(event: MouseEvent<HTMLElement>, day: string) {
    const box = event.currentTarget.getBoundingClientRect();
    onCreate?.(day, Math.floor(((event.clientY - box.top) / box.height) * 48) * 30);
  }

  return (
    <div ref={scroller} className={styles.hours} style={style}>
      <div className={styles.hoursHead}>
        <span className={styles.zone} title={t('calendar.zone')}>
          {zoneName(language).replace(/^.*\(|\)$/g, '')}
        </span>
        {days.map((day) => (
          <button
            key={day}
            type="button"
            className={`${styles.dayHead} ${day === today ? styles.todayHead : ''}`}
            title={full.format(startOf(day))}
            aria-current={day === today ? 'date' : undefined}
            onClick={() => onDay(day)}
          >
            {weekday.format(startOf(day))} <b>{Number(day.slice(8))}</b>
          </button>
        ))}
        <div className={styles.whole} style={{ height: Math.max(1, lanes) * lineHeight + 8 }}>
          {days.map((day) => (
            <div key={day} data-day={day} />
          ))}
          {bars.map(({ entry, from, to, lane, isCutBefore, isCutAfter }) => (
            <EntryButton
              key={entry.id}
              parts={parts}
              entry={entry}
              look="bar"
              isCutBefore={isCutBefore}
              isCutAfter={isCutAfter}
              style={{
                position: 'absolute',
                top: 3 + lane * lineHeight,
                insetInlineStart: `calc(${(from / days.length) * 100}% + 2px)`,
                width: `calc(${((to - from + 1) / days.length) * 100}% - 4px)`,
              }}
            />
          ))}
        </div>
      </div>
      <div className={styles.hoursBody}>
        <div className={styles.clock} aria-hidden>
          {hours.map((at) => (
            <span key={at}>{at === 0 ? '' : hour.format(new Date(2026, 0, 5, at))}</span>
          ))}
        </div>
        {days.map((day) => (
          // biome-ignore lint/a11y/noStaticElementInteractions: the button for a new record is for the keyboard
          <div
            key={day}
            data-day={day}
            data-hours
            className={styles.hourDay}
            onDoubleClick={(event) => create(event, day)}
          >
            {layBlocks(timed, day).map(({ entry, top, minutes, column, columns }) => (
              <EntryButton
                key={entry.id}
                parts={parts}
                entry={entry}
                look="block"
                style={{
                  position: 'absolute',
                  top: `calc(${top / 60} * var(--hour))`,
                  height: `calc(${minutes / 60} * var(--hour) - 2px)`,
                  insetInlineStart: `calc(${(column / columns) * 100}% + 2px)`,
                  width: `calc(${100 / columns}% - 5px)`,
                }}
              />
            ))}
            {day === dayOf(now) ? (
              <div className={styles.now} style={{ top: `calc(${wallMinutes(now) / 60} * var(--hour))` }} aria-hidden />
            ) : null}
          </div>
        ))}
      </div>
    </div>
  );
}

function useNow(): Date {
  const [now, setNow] = useState(() => new Date());
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date()), minuteMs);
    return () => clearInterval(timer);
  }, []);
  return now;
}

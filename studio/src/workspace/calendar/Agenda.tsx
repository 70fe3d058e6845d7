import { CalendarDays } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { startOf } from '../../store/calendar/days.ts';
import { isWithin } from '../../store/calendar/entries.ts';
import { Notice } from '../../ui/Notice.tsx';
import styles from './Calendar.module.css';
import type { CalendarParts } from './CalendarParts.ts';
import { EntryButton } from './EntryButton.tsx';

/** The days ahead on which there is something, one below the other. */
export function Agenda({ parts, isLoading }: { readonly parts: CalendarParts; readonly isLoading: boolean }) {
  const { t } = useTranslation();
  const { days, today, language, entries } = parts;
  const head = new Intl.DateTimeFormat(language, { weekday: 'long', month: 'long', day: 'numeric' });
  const filled = days.flatMap((day) => {
    const own = entries.filter((entry) => isWithin(entry, day, day));
    return own.length > 0 ? [{ day, own }] : [];
  });
  if (filled.length === 0 && !isLoading) {
    return <Notice icon={<CalendarDays size={20} />} title={t('calendar.nothing')} text={t('calendar.nothingText')} />;
  }
  return (
    <div className={styles.agenda}>
      {filled.map(({ day, own }) => (
        <section key={day} className={styles.agendaDay}>
          <h3 className={day === today ? styles.agendaToday : ''}>{head.format(startOf(day))}</h3>
          <div>
            {own.map((entry) => (
              <EntryButton key={entry.id} parts={parts} entry={entry} look="row" />
            ))}
          </div>
        </section>
      ))}
    </div>
  );
}

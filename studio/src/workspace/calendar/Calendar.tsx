import { CalendarDays, ChevronLeft, ChevronRight } from 'lucide-react';
import { useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { BrowserEntity } from '../../../../core/model/browserModel.ts';
import type { RecordValues } from '../../api/records.ts';
import { useModel } from '../../app/ModelContext.tsx';
import { optionOf } from '../../fields/shared/options.ts';
import { useFormat } from '../../fields/shared/useFormat.ts';
import { asText, plainText } from '../../lib/values.ts';
import { type Day, dayOf, firstDayOf, shownDays, startOf, step } from '../../store/calendar/days.ts';
import { type EntryFields, hasDays, shifted } from '../../store/calendar/entries.ts';
import { type Span, spans } from '../../store/calendar/span.ts';
import type { Condition } from '../../store/groupedBy.ts';
import { findPath, type ListView, listColumns } from '../../store/listViews.ts';
import { findField } from '../../store/model.ts';
import { isLocked, may } from '../../store/rights.ts';
import { selectForList } from '../../store/selectFields.ts';
import { Button } from '../../ui/Button.tsx';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { Segmented } from '../../ui/Segmented.tsx';
import { useIsNarrow } from '../../ui/useIsNarrow.ts';
import { useKeptFocus } from '../../ui/useKeptFocus.ts';
import { columnValue } from '../list/columnValue.ts';
import { Agenda } from './Agenda.tsx';
import styles from './Calendar.module.css';
import type { CalendarParts } from './CalendarParts.ts';
import { HourGrid } from './HourGrid.tsx';
import { MonthGrid } from './MonthGrid.tsx';
import { useEntries } from './useEntries.ts';
import { useEntryDrag } from './useEntryDrag.ts';
import { useMoveEntry } from './useMoveEntry.ts';

interface CalendarProps {
  readonly entity: BrowserEntity;
  readonly view: ListView;
  readonly condition: Condition;
  /** The day that is looked at; undefined: today. */
  readonly at: Day | undefined;
  readonly span: Span | undefined;
  readonly onLook: (look: { readonly at?: Day | undefined; readonly span?: Span | undefined }) => void;
  readonly onPeek: (id: string) => void;
  /** A new record with what is known of it; absent: none is made here. */
  readonly onCreate?: ((given: RecordValues) => void) | undefined;
  /** Only looked at. */
  readonly isFixed?: boolean;
}

/** Records where they stand in time. They are moved, and made longer, by drag or by keys. */
export function Calendar(props: CalendarProps) {
  const { t } = useTranslation();
  const { entity, view } = props;
  const fields = useMemo((): EntryFields | undefined => {
    const [start, end] = [view.startField, view.endField].map((name) => findField(entity, name ?? ''));
    return start && { start, end };
  }, [entity, view.startField, view.endField]);
  if (!fields)
    return <Notice icon={<CalendarDays size={20} />} title={t('calendar.noField')} text={t('calendar.noFieldText')} />;
  return <FieldCalendar {...props} fields={fields} />;
}

function FieldCalendar(props: CalendarProps & { readonly fields: EntryFields }) {
  const { entity, view, condition, fields, onLook, onPeek, onCreate } = props;
  const { t, i18n } = useTranslation();
  const model = useModel();
  const format = useFormat();
  const isNarrow = useIsNarrow();
  const root = useRef<HTMLDivElement>(null);
  const rootRef = useKeptFocus(root, entryOf);
  const language = i18n.language;
  const today = dayOf(new Date());
  const at = props.at ?? today;
  const span = props.span ?? (isNarrow ? 'agenda' : 'month');
  const days = useMemo(() => shownDays(span, at, firstDayOf(language)), [span, at, language]);
  const {
    color: colorField,
    title,
    select,
  } = useMemo(() => {
    const titlePath = view.titleField ?? entity.display;
    const color = findField(entity, view.colorField ?? '');
    const paths = [titlePath, fields.start.name, fields.end?.name, color?.name, 'version'];
    const columns = listColumns(
      model,
      entity,
      paths.flatMap((path) => (path === undefined ? [] : [{ path }])),
    );
    return {
      color,
      title: columns.find(({ path }) => path === titlePath),
      select: selectForList(model, entity, columns),
    };
  }, [model, entity, fields, view.titleField, view.colorField]);
  const [from = at, to = at] = [days[0], days.at(-1)];
  const { entries, isLoading, isCut, error, retry } = useEntries(entity, fields, select, condition, from, to);
  const { move, place } = useMoveEntry(entity, fields);
  const drag = useEntryDrag(root, move);
  const { dragged } = drag;
  const placed = useMemo(
    () =>
      entries.map((entry) => (dragged?.entry.id === entry.id ? shifted(dragged.entry, dragged.shift) : place(entry))),
    [entries, dragged, place],
  );
  const clock = useMemo(() => new Intl.DateTimeFormat(language, { timeStyle: 'short' }), [language]);
  const isChangeable = !props.isFixed && may(entity, 'update');

  const parts: CalendarParts = {
    days,
    at,
    today,
    entries: placed,
    language,
    titleOf: (entry) => {
      if (!title) return '';
      const value = columnValue(entry.record, title);
      const related = findPath(model, entity, title.path)?.field;
      return related?.options ? optionOf(related, plainText(value)).title : plainText(value);
    },
    colorOf: (entry) => {
      const value = asText(colorField && entry.record[colorField.name]);
      return colorField && value !== undefined ? optionOf(colorField, value).color : undefined;
    },
    timeOf: (entry) => clock.format(entry.start),
    drag,
    isMovable: isChangeable && !isLocked(fields.start) && !(fields.end && isLocked(fields.end)),
    isSizable: isChangeable && fields.end !== undefined && !isLocked(fields.end),
    onShift: move,
    onPeek,
    onDay: (day) => onLook({ at: day, span: 'day' }),
    onCreate:
      onCreate && may(entity, 'create') && !isLocked(fields.start)
        ? (day, minutes) => {
            const moment = startOf(day);
            // By the clock on the wall, whatever summer time does that day.
            moment.setHours(0, minutes ?? 540);
            onCreate({ [fields.start.name]: hasDays(fields) ? day : moment.toISOString() });
          }
        : undefined,
  };

  if (error !== undefined) return <ErrorNotice error={error} onRetry={retry} />;
  const offered = isNarrow ? spans.filter((each) => each !== 'week') : spans;
  return (
    <div ref={rootRef} className={styles.calendar} aria-busy={isLoading} data-own-keys>
      <div className={styles.tools}>
        <Button onClick={() => onLook({ at: undefined })}>{t('calendar.today')}</Button>
        <Button
          look="quiet"
          aria-label={t('calendar.earlier')}
          icon={<ChevronLeft size={16} aria-hidden />}
          onClick={() => onLook({ at: step(span, at, -1) })}
        />
        <Button
          look="quiet"
          aria-label={t('calendar.later')}
          icon={<ChevronRight size={16} aria-hidden />}
          onClick={() => onLook({ at: step(span, at, 1) })}
        />
        <h2 className={styles.range} aria-live="polite">
          {rangeText(language, span, at, from, to)}
        </h2>
        <span className={styles.gap} />
        {isCut ? <span className={styles.cut}>{t('calendar.cut', { number: format.number(1000) })}</span> : null}
        <Segmented
          label={t('calendar.span')}
          hideLabel
          value={offered.includes(span) ? span : 'agenda'}
          options={offered.map((value) => ({ value, title: t(`calendar.spans.${value}`) }))}
          onChange={(next) => onLook({ span: next })}
        />
      </div>
      {span === 'month' ? (
        <MonthGrid parts={parts} isNarrow={isNarrow} />
      ) : span === 'agenda' ? (
        <Agenda parts={parts} isLoading={isLoading} />
      ) : hasDays(fields) ? (
        <MonthGrid parts={parts} isNarrow={isNarrow} isOneRow />
      ) : (
        <HourGrid parts={parts} />
      )}
    </div>
  );
}

function rangeText(language: string, span: Span, at: Day, from: Day, to: Day): string {
  const long = { year: 'numeric', month: 'long' } as const;
  if (span === 'month') return new Intl.DateTimeFormat(language, long).format(startOf(at));
  if (span === 'day') return new Intl.DateTimeFormat(language, { dateStyle: 'full' }).format(startOf(at));
  const short = { year: 'numeric', month: 'short', day: 'numeric' } as const;
  return new Intl.DateTimeFormat(language, short).formatRange(startOf(from), startOf(to));
}

function entryOf(focused: Element): string | undefined {
  const id = focused instanceof HTMLElement ? focused.dataset.entry : undefined;
  return id && `[data-entry="${id}"]`;
}

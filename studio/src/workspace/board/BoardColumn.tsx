import { useDroppable } from '@dnd-kit/core';
import { Ban, Plus } from 'lucide-react';
import { useCallback, useEffect, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { BrowserEntity, BrowserField } from '../../../../core/model/browserModel.ts';
import type { RecordValues } from '../../api/records.ts';
import { optionOf } from '../../fields/shared/options.ts';
import { useFormat } from '../../fields/shared/useFormat.ts';
import { errorText } from '../../lib/errorText.ts';
import type { Column } from '../../store/listViews.ts';
import { findField } from '../../store/model.ts';
import { Button } from '../../ui/Button.tsx';
import { OptionChip } from '../../ui/OptionChip.tsx';
import { useInSight } from '../../ui/useInSight.ts';
import styles from './Board.module.css';
import { BoardCard } from './BoardCard.tsx';
import type { ShownColumn } from './ShownColumn.ts';
import { useCards } from './useCards.ts';
import type { Judge } from './useJudge.ts';

interface BoardColumnProps {
  readonly entity: BrowserEntity;
  readonly field: BrowserField;
  readonly fields: readonly Column[];
  readonly column: ShownColumn;
  readonly columns: readonly ShownColumn[];
  readonly sumField: string | undefined;
  readonly isMovable: boolean;
  /** A card of it is being dragged. */
  readonly isSource: boolean;
  /** Why the card that is being dragged cannot come here. */
  readonly refusal: string | undefined;
  readonly judge: Judge;
  /** Every card that was shown, by id: what keys move has to be found again. */
  readonly known: Map<string, RecordValues>;
  readonly onMove: (card: RecordValues, from: string, to: string) => void;
  readonly onOpen: (id: string) => void;
  readonly onPeek: (id: string) => void;
  readonly onCreate: (() => void) | undefined;
}

/** One column of a board: what it is, how much is in it, and its cards as far as somebody has scrolled. */
export function BoardColumn(props: BoardColumnProps) {
  const { entity, field, fields, column, columns, sumField, isMovable, isSource, refusal, known } = props;
  const { t } = useTranslation();
  const format = useFormat();
  const { setNodeRef, isOver } = useDroppable({ id: column.key, disabled: !isMovable });
  const section = useRef<HTMLElement>(null);
  const isInSight = useInSight(section);
  const place = useCallback(
    (element: HTMLElement | null) => {
      section.current = element;
      setNodeRef(element);
    },
    [setNodeRef],
  );
  const cards = useCards(entity.name, column.query, isInSight);
  const { data, error, hasNextPage, isFetchingNextPage, fetchNextPage, refetch } = cards;
  const shown = useMemo(() => data?.pages.flatMap((page) => page.data) ?? [], [data]);
  const others = useMemo(
    () => (isMovable ? columns.filter(({ key }) => key !== column.key) : undefined),
    [isMovable, columns, column.key],
  );
  useEffect(() => {
    for (const card of shown) known.set(String(card.id), card);
  }, [shown, known]);
  const end = useRef<HTMLDivElement>(null);

  useEffect(() => {
    const element = end.current;
    if (!element || !hasNextPage || isFetchingNextPage) return;
    const observer = new IntersectionObserver(([entry]) => {
      if (entry?.isIntersecting) fetchNextPage();
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage]);

  const color = field.options && typeof column.value === 'string' ? optionOf(field, column.value).color : undefined;
  const sum = sumField === undefined ? undefined : sumText(column.sum ?? 0);
  function sumText(value: number): string {
    const of = findField(entity, sumField ?? '');
    return typeof of?.currency === 'string' ? format.money(value, of.currency) : format.number(value, of?.scale ?? 2);
  }

  return (
    <section
      ref={place}
      aria-label={column.title}
      className={`${styles.column} ${isOver && !isSource && refusal === undefined ? styles.over : ''} ${refusal === undefined ? '' : styles.closed}`}
    >
      <header className={styles.head}>
        <h2 className={styles.title}>
          {color ? <OptionChip title={column.title} color={color} /> : <span>{column.title}</span>}
        </h2>
        <span
          className={styles.count}
          title={t('list.count', { count: column.count, number: format.number(column.count) })}
        >
          {format.number(column.count)}
        </span>
        <span className={styles.sum}>{sum}</span>
        {props.onCreate ? (
          <Button
            look="quiet"
            aria-label={t('board.newIn', { column: column.title })}
            icon={<Plus size={14} aria-hidden />}
            onClick={props.onCreate}
          />
        ) : null}
      </header>
      {refusal === undefined ? null : (
        <p className={styles.refusal}>
          <Ban size={14} aria-hidden />
          <span>{refusal}</span>
        </p>
      )}
      <div className={styles.cards} tabIndex={shown.length === 0 ? 0 : -1}>
        {shown.map((card) => (
          <BoardCard
            key={String(card.id)}
            entity={entity}
            fields={fields}
            card={card}
            column={column.key}
            others={others}
            judge={props.judge}
            onMove={props.onMove}
            onOpen={props.onOpen}
            onPeek={props.onPeek}
          />
        ))}
        {!data && !error ? <div className={styles.bone} aria-busy /> : null}
        {data && shown.length === 0 ? <p className={styles.empty}>{t('board.nothing')}</p> : null}
        {error && !data ? (
          <div className={styles.failed} role="alert">
            <p>{errorText(t, error)}</p>
            <Button onClick={() => refetch()}>{t('action.retry')}</Button>
          </div>
        ) : null}
        {hasNextPage ? (
          <div ref={end}>
            <Button look="quiet" disabled={isFetchingNextPage} onClick={() => fetchNextPage()}>
              {t('board.more')}
            </Button>
          </div>
        ) : null}
      </div>
    </section>
  );
}

import { DndContext, type DragEndEvent, DragOverlay, type DragStartEvent } from '@dnd-kit/core';
import { Columns3 } from 'lucide-react';
import { type KeyboardEvent, Suspense, useCallback, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BrowserEntity, BrowserField } from '../../../../core/model/browserModel.ts';
import type { RecordValues } from '../../api/records.ts';
import { lazyWithAntd } from '../../app/lazyWithAntd.tsx';
import { useModel } from '../../app/ModelContext.tsx';
import { useStateMoves } from '../../fields/shared/useStateMoves.ts';
import { plainText } from '../../lib/values.ts';
import { type Condition, inGroup } from '../../store/groupedBy.ts';
import { type ListView, listColumns } from '../../store/listViews.ts';
import { findField } from '../../store/model.ts';
import { isLocked, may } from '../../store/rights.ts';
import { selectForList } from '../../store/selectFields.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { useDragSensors } from '../../ui/useDragSensors.ts';
import { useDragWords } from '../../ui/useDragWords.ts';
import { useKeptFocus } from '../../ui/useKeptFocus.ts';
import type { AskedMove } from '../record/MoveDialog.tsx';
import styles from './Board.module.css';
import { BoardBones } from './BoardBones.tsx';
import { BoardCard } from './BoardCard.tsx';
import { BoardColumn } from './BoardColumn.tsx';
import { columnTitle } from './columnTitle.ts';
import { refusalText } from './refusalText.ts';
import { useGroups } from './useGroups.ts';
import { useGroupTitles } from './useGroupTitles.ts';
import { useJudge } from './useJudge.ts';
import { useMoveCard } from './useMoveCard.ts';

const MoveDialog = lazyWithAntd(async () => (await import('../record/MoveDialog.tsx')).MoveDialog);

interface BoardProps {
  readonly entity: BrowserEntity;
  readonly view: ListView;
  readonly condition: Condition;
  /** The order in force inside columns. */
  readonly sort: string | undefined;
  readonly onOpen: (id: string) => void;
  readonly onPeek: (id: string) => void;
  /** A new record with what is known of it; absent: none is made here. */
  readonly onCreate?: ((given: RecordValues) => void) | undefined;
  /** Only looked at. */
  readonly isFixed?: boolean;
}

/** Columns of a board at most: of a relation those with the most records. */
const mostColumns = 40;

/** Records as cards in columns, one for each value of a field. A card goes to another column by drag, by keys or by its menu. */
export function Board(props: BoardProps) {
  const { t } = useTranslation();
  const field = findField(props.entity, props.view.groupBy ?? '');
  if (!field) return <Notice icon={<Columns3 size={20} />} title={t('board.noField')} text={t('board.noFieldText')} />;
  return <FieldBoard {...props} field={field} />;
}

function FieldBoard(props: BoardProps & { readonly field: BrowserField }) {
  const { entity, view, condition, sort, field, onOpen, onPeek, onCreate } = props;
  const { t } = useTranslation();
  const model = useModel();
  const root = useRef<HTMLDivElement>(null);
  const rootRef = useKeptFocus(root, linkOfCard);
  const sum = view.sumField !== undefined && findField(entity, view.sumField) ? view.sumField : undefined;
  const { groups, query, isCut, error, retry } = useGroups(entity, field, condition, {
    sum,
    limit: mostColumns,
    withEmpty: true,
  });
  const titles = useGroupTitles(field, groups);
  const fields = useMemo(
    () =>
      listColumns(
        model,
        entity,
        (view.cardFields ?? []).map((path) => ({ path })),
      ),
    [model, entity, view.cardFields],
  );
  const moves = useStateMoves(entity);
  const select = useMemo(() => {
    // Where a card may go depends on more than what it shows.
    const asked = field.transitions ? (moves?.uses(field) ?? []) : [];
    const needed = [field.name, 'version', ...(sum === undefined ? [] : [sum]), ...asked];
    const all = [
      ...fields,
      ...listColumns(
        model,
        entity,
        needed.map((path) => ({ path })),
      ),
    ];
    return selectForList(model, entity, all);
  }, [model, entity, fields, field, moves, sum]);
  const columns = useMemo(
    () =>
      groups?.map((group) => ({
        ...group,
        title: columnTitle(t, field, group.value, titles),
        query: { select, ...inGroup(model, entity, field, group.value, condition), ...(sort ? { sort } : {}) },
      })),
    [t, groups, titles, model, entity, field, condition, select, sort],
  );
  const judge = useJudge(entity, field, moves);
  const [asked, setAsked] = useState<AskedMove & { readonly id: string }>();
  const move = useMoveCard({ entity, field, groups: query, judge });
  const isMovable = !props.isFixed && may(entity, 'update') && !isLocked(field);
  const [dragged, setDragged] = useState<{ readonly card: RecordValues; readonly from: string }>();
  const sensors = useDragSensors();

  const moveTo = useCallback(
    (card: RecordValues, from: string, to: string) => {
      const [source, target] = [from, to].map((key) => columns?.find((column) => column.key === key));
      if (!source || !target || source === target) return;
      const verdict = judge(card, target.value);
      if (verdict.is === 'asks')
        setAsked({ id: String(card.id), field, to: String(target.value), asks: verdict.fields });
      else move(card, source, target);
    },
    [columns, move, judge, field],
  );
  function start({ active }: DragStartEvent) {
    const { card, column } = active.data.current ?? {};
    if (card && typeof column === 'string') setDragged({ card, from: column });
  }
  function end({ over }: DragEndEvent) {
    setDragged(undefined);
    if (dragged && over) moveTo(dragged.card, dragged.from, String(over.id));
  }
  /** Arrow keys go from card to card; with shift the card goes along. */
  function press(event: KeyboardEvent) {
    const at = event.target instanceof HTMLElement ? event.target.closest<HTMLElement>('[data-card]') : null;
    const step = steps[event.key];
    if (!at || !step || !columns || event.altKey || event.metaKey || event.ctrlKey) return;
    event.preventDefault();
    const from = columns.findIndex(({ key }) => key === at.dataset.column);
    if (event.shiftKey && step.across !== 0) {
      const card = cardsOf.current.get(at.dataset.card ?? '');
      const source = columns[from];
      const ahead = step.across > 0 ? columns.slice(from + 1) : columns.slice(0, from).reverse();
      if (!isMovable || !card || !source) return;
      // The next one that it may go to; where there is none, the nearest tells why.
      const target = ahead.find(({ value }) => judge(card, value).is !== 'refused') ?? ahead[0];
      if (target) moveTo(card, source.key, target.key);
      return;
    }
    nextCard(
      root.current,
      at,
      columns.map(({ key }) => key),
      step,
    )?.focus();
  }
  const cardsOf = useRef(new Map<string, RecordValues>());
  const words = useDragWords({
    itemOf: ({ data }) => plainText(data.current?.card?.[entity.display]) || t('record.untitled'),
    placeOf(over) {
      const column = columns?.find(({ key }) => key === over.id);
      const isFromThere = column?.key === dragged?.from;
      const reason = column && dragged && !isFromThere && refusalText(t, entity, judge(dragged.card, column.value));
      return column && reason ? t('drag.refused', { place: column.title, reason }) : column?.title;
    },
    instructions: t('board.instructions'),
  });

  if (error !== undefined && error !== null) return <ErrorNotice error={error} onRetry={retry} />;
  if (!columns) return <BoardBones />;
  return (
    <DndContext
      sensors={sensors}
      onDragStart={start}
      onDragEnd={end}
      onDragCancel={() => setDragged(undefined)}
      accessibility={words}
    >
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the cards in it take the keys; this moves between them */}
      <div ref={rootRef} className={styles.board} onKeyDown={press} data-own-keys>
        {columns.map((column) => (
          <BoardColumn
            key={column.key}
            entity={entity}
            field={field}
            fields={fields}
            column={column}
            columns={columns}
            sumField={sum}
            isMovable={isMovable}
            isSource={dragged?.from === column.key}
            refusal={
              dragged && dragged.from !== column.key
                ? refusalText(t, entity, judge(dragged.card, column.value))
                : undefined
            }
            judge={judge}
            known={cardsOf.current}
            onMove={moveTo}
            onOpen={onOpen}
            onPeek={onPeek}
            onCreate={
              onCreate && may(entity, 'create') && !isLocked(field)
                ? () => onCreate({ [field.name]: column.value })
                : undefined
            }
          />
        ))}
        {isCut ? <p className={styles.cut}>{t('board.cut', { count: mostColumns })}</p> : null}
      </div>
      <DragOverlay dropAnimation={null}>
        {dragged ? (
          <BoardCard entity={entity} fields={fields} card={dragged.card} column={dragged.from} isLifted />
        ) : null}
      </DragOverlay>
      {asked ? (
        <Suspense>
          <MoveDialog entity={entity} {...asked} onClose={() => setAsked(undefined)} />
        </Suspense>
      ) : null}
    </DndContext>
  );
}

interface Step {
  readonly across: -1 | 0 | 1;
  readonly down: -1 | 0 | 1;
}

const steps: Readonly<Record<string, Step>> = {
  ArrowLeft: { across: -1, down: 0 },
  ArrowRight: { across: 1, down: 0 },
  ArrowUp: { across: 0, down: -1 },
  ArrowDown: { across: 0, down: 1 },
};

/** The link of the card beside another one; sideways in the next column that has one, at the same height. */
function nextCard(
  root: HTMLElement | null,
  card: HTMLElement,
  columns: readonly string[],
  { across, down }: Step,
): HTMLElement | null {
  const inColumn = (key: string | undefined) =>
    [...(root?.querySelectorAll<HTMLElement>('[data-card]') ?? [])].filter(({ dataset }) => dataset.column === key);
  const own = inColumn(card.dataset.column);
  const at = own.indexOf(card);
  let target = across === 0 ? own[at + down] : undefined;
  const from = columns.indexOf(card.dataset.column ?? '');
  for (let to = from + across; across !== 0 && !target && to >= 0 && to < columns.length; to += across) {
    const others = inColumn(columns[to]);
    target = others[Math.min(at, others.length - 1)];
  }
  return target?.querySelector<HTMLElement>('a') ?? null;
}

function linkOfCard(focused: Element): string | undefined {
  const id = focused.matches('[data-card] a') ? focused.closest<HTMLElement>('[data-card]')?.dataset.card : undefined;
  return id && `[data-card="${id}"] a`;
}

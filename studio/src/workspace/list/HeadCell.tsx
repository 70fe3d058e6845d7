import { ArrowDown, ArrowUp, ChevronDown, EyeOff, MoveLeft, MoveRight, Pin, PinOff } from 'lucide-react';
import type { DragEvent, KeyboardEvent, PointerEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { isNumeric } from '../../fields/isNumeric.ts';
import { type ColumnSpec, clampWidth, inOrder, moveColumn } from '../../store/columnSpec.ts';
import type { Column } from '../../store/listViews.ts';
import { nextSort, type SortKey } from '../../store/sortKeys.ts';
import { Menu, MenuItem, MenuLine } from '../../ui/Menu.tsx';
import { Popover } from '../../ui/Popover.tsx';
import styles from './ListTable.module.css';

interface HeadCellProps {
  readonly column: Column;
  readonly specs: readonly ColumnSpec[];
  /** px from the start, of a pinned one. */
  readonly start: number | undefined;
  /** Its place among the sort keys, -1 for none. */
  readonly sortAt: number;
  readonly keys: readonly SortKey[];
  readonly sort: string | undefined;
  readonly onSort: (sort: string | undefined) => void;
  readonly onColumns: (specs: readonly ColumnSpec[]) => void;
  readonly isOver: boolean;
  readonly onDragStart: () => void;
  readonly onDragOver: (event: DragEvent) => void;
  readonly onDragEnd: () => void;
  readonly onDrop: (event: DragEvent) => void;
}

/** The head of a column: sorts, moves, resizes, and has a menu for what else can be done with it. */
export function HeadCell(props: HeadCellProps) {
  const { column, start, sortAt, keys, sort, onSort, isOver, onDragStart, onDragOver, onDragEnd, onDrop } = props;
  const { t } = useTranslation();
  const { path, title, field } = column;
  const key = keys[sortAt];
  const direction = key ? (key.descending ? 'descending' : 'ascending') : 'none';
  const className = [
    styles.headCell,
    isNumeric(field) ? styles.number : '',
    start === undefined ? '' : styles.pinned,
    isOver ? styles.over : '',
  ].join(' ');
  return (
    <th
      scope="col"
      aria-sort={direction}
      className={className}
      style={start === undefined ? undefined : { left: start }}
      data-column={path}
      onDragOver={onDragOver}
      onDrop={onDrop}
    >
      <button
        type="button"
        className={styles.sort}
        disabled={!field.sortable}
        draggable
        onDragStart={onDragStart}
        onDragEnd={onDragEnd}
        onClick={(event) => onSort(nextSort(sort, path, event.shiftKey))}
      >
        <span>{title}</span>
        {direction === 'ascending' ? <ArrowUp size={12} aria-hidden /> : null}
        {direction === 'descending' ? <ArrowDown size={12} aria-hidden /> : null}
        {key && keys.length > 1 ? <span className={styles.rank}>{sortAt + 1}</span> : null}
      </button>
      <Popover
        label={title}
        trigger={(trigger) => (
          <button
            type="button"
            {...trigger}
            className={styles.headMenu}
            aria-label={t('list.columnMenu', { column: title })}
          >
            <ChevronDown size={13} aria-hidden />
          </button>
        )}
      >
        {(close) => <ColumnMenu {...props} close={close} />}
      </Popover>
      <ResizeHandle {...props} />
    </th>
  );
}

function ColumnMenu({
  column,
  specs,
  onColumns,
  sort,
  onSort,
  keys,
  sortAt,
  close,
}: HeadCellProps & { close: () => void }) {
  const { t } = useTranslation();
  const { path, field, pinned } = column;
  const at = specs.findIndex((spec) => spec.path === path);
  const canMove = (to: number) => to >= 0 && to < specs.length && Boolean(specs[to]?.pinned) === pinned;
  const run = (action: () => void) => () => {
    close();
    action();
  };
  const descending = keys[sortAt]?.descending;
  return (
    <Menu>
      {field.sortable ? (
        <>
          <MenuItem icon={<ArrowUp size={14} />} isDisabled={descending === false} onClick={run(() => onSort(path))}>
            {t('list.sortUp')}
          </MenuItem>
          <MenuItem
            icon={<ArrowDown size={14} />}
            isDisabled={descending === true}
            onClick={run(() => onSort(`-${path}`))}
          >
            {t('list.sortDown')}
          </MenuItem>
          {keys.length > 0 && sortAt === -1 ? (
            <MenuItem icon={<ArrowUp size={14} />} onClick={run(() => onSort(nextSort(sort, path, true)))}>
              {t('list.sortAlso')}
            </MenuItem>
          ) : null}
          <MenuLine />
        </>
      ) : null}
      <MenuItem
        icon={pinned ? <PinOff size={14} /> : <Pin size={14} />}
        onClick={run(() =>
          onColumns(
            inOrder(
              specs.map(({ pinned: _pinned, ...spec }) => {
                if (spec.path === path) return pinned ? spec : { ...spec, pinned: true };
                return _pinned ? { ...spec, pinned: true } : spec;
              }),
            ),
          ),
        )}
      >
        {pinned ? t('list.unpin') : t('list.pin')}
      </MenuItem>
      <MenuItem
        icon={<MoveLeft size={14} />}
        isDisabled={!canMove(at - 1)}
        onClick={run(() => onColumns(moveColumn(specs, at, at - 1)))}
      >
        {t('list.moveLeft')}
      </MenuItem>
      <MenuItem
        icon={<MoveRight size={14} />}
        isDisabled={!canMove(at + 1)}
        onClick={run(() => onColumns(moveColumn(specs, at, at + 2)))}
      >
        {t('list.moveRight')}
      </MenuItem>
      <MenuLine />
      <MenuItem
        icon={<EyeOff size={14} />}
        isDisabled={specs.length === 1}
        onClick={run(() => onColumns(specs.toSpliced(at, 1)))}
      >
        {t('list.hideColumn')}
      </MenuItem>
    </Menu>
  );
}

/** px by an arrow key */
const keyStep = 16;

function ResizeHandle({ column, specs, onColumns }: HeadCellProps) {
  const { t } = useTranslation();
  const { path, title } = column;
  const setWidth = (width: number | undefined) =>
    onColumns(
      specs.map(({ width: own, ...spec }) => {
        const next = spec.path === path ? width : own;
        return next === undefined ? spec : { ...spec, width: next };
      }),
    );

  function begin(event: PointerEvent<HTMLElement>) {
    event.preventDefault();
    const cell = event.currentTarget.parentElement;
    const table = event.currentTarget.closest('table');
    if (!cell || !table) return;
    const handle = event.currentTarget;
    const index = [...(cell.parentElement?.children ?? [])].indexOf(cell);
    const tracks = getComputedStyle(cell.parentElement ?? cell).gridTemplateColumns.split(' ');
    const [startX, startWidth] = [event.clientX, cell.offsetWidth];
    let width = startWidth;
    handle.setPointerCapture(event.pointerId);
    // Only the tracks change while it is drawn; rows are rendered again when it is let go.
    const draw = (move: globalThis.PointerEvent) => {
      width = clampWidth(startWidth + move.clientX - startX);
      table.style.setProperty('--columns', tracks.with(index, `${width}px`).join(' '));
    };
    const end = () => {
      handle.removeEventListener('pointermove', draw);
      if (width !== startWidth) setWidth(width);
    };
    handle.addEventListener('pointermove', draw);
    handle.addEventListener('lostpointercapture', end, { once: true });
  }

  function moveByKey(event: KeyboardEvent<HTMLElement>) {
    const sign = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    const cell = event.currentTarget.parentElement;
    if (sign === 0 || !cell) return;
    event.preventDefault();
    event.stopPropagation();
    setWidth(clampWidth(cell.offsetWidth + sign * keyStep));
  }

  return (
    // biome-ignore lint/a11y/useSemanticElements: a rule that can be moved is a separator
    <span
      role="separator"
      aria-orientation="vertical"
      aria-label={t('list.resize', { column: title })}
      aria-valuenow={column.width ?? 0}
      tabIndex={0}
      className={styles.resize}
      onPointerDown={begin}
      onDoubleClick={() => setWidth(undefined)}
      onKeyDown={moveByKey}
    />
  );
}

import { closestCenter, DndContext, type DragEndEvent } from '@dnd-kit/core';
import { SortableContext, useSortable, verticalListSortingStrategy } from '@dnd-kit/sortable';
import { CSS } from '@dnd-kit/utilities';
import { GripVertical, X } from 'lucide-react';
import { type KeyboardEvent, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { ColumnSpec } from '../../store/columnSpec.ts';
import type { FieldChoices } from '../../store/fieldChoices.ts';
import { Button } from '../../ui/Button.tsx';
import { useDragSensors } from '../../ui/useDragSensors.ts';
import { useDragWords } from '../../ui/useDragWords.ts';
import { FieldSelect } from '../../workspace/list/FieldSelect.tsx';
import { moved } from './document/viewDocument.ts';
import styles from './PathList.module.css';

interface PathListProps {
  readonly label: string;
  readonly items: readonly ColumnSpec[];
  readonly choices: readonly FieldChoices[];
  readonly least?: number;
  readonly most?: number;
  readonly hasWidth?: boolean;
  readonly onChange: (items: readonly ColumnSpec[], step?: string) => void;
}

/** Fields in an order, own ones or over relations: dragged, moved with arrow keys on their handles, added and taken out. */
export function PathList({ label, items, choices, least = 0, most = 100, hasWidth = false, onChange }: PathListProps) {
  const { t } = useTranslation();
  const root = useRef<HTMLUListElement>(null);
  const focus = useRef<string>(undefined);
  const sensors = useDragSensors();
  const paths = items.map(({ path }) => path);
  const left = choices
    .map((group) => ({ ...group, fields: group.fields.filter(({ path }) => !paths.includes(path)) }))
    .filter(({ fields }) => fields.length > 0);
  // What was moved by keys keeps the cursor.
  // biome-ignore lint/correctness/useExhaustiveDependencies: after every change of the order
  useEffect(() => {
    if (focus.current === undefined) return;
    root.current?.querySelector<HTMLElement>(`[data-handle="${focus.current}"]`)?.focus();
    focus.current = undefined;
  }, [items]);

  function drop({ active, over }: DragEndEvent) {
    if (over) onChange(moved(items, paths.indexOf(String(active.id)), paths.indexOf(String(over.id))));
  }
  function press(event: KeyboardEvent, path: string) {
    const step = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : 0;
    if (step === 0) return;
    event.preventDefault();
    focus.current = path;
    const at = paths.indexOf(path);
    onChange(moved(items, at, at + step));
  }
  const titleOf = (path: string) => {
    for (const { relation, title, fields } of choices) {
      const found = fields.find((field) => field.path === path);
      if (found) return relation === undefined ? found.title : `${title} · ${found.title}`;
    }
    return path;
  };
  const words = useDragWords({
    itemOf: ({ id }) => titleOf(String(id)),
    placeOf: ({ id }) => titleOf(String(id)),
    instructions: t('drag.list'),
  });

  return (
    <DndContext sensors={sensors} collisionDetection={closestCenter} onDragEnd={drop} accessibility={words}>
      <SortableContext items={paths} strategy={verticalListSortingStrategy}>
        <ul ref={root} className={styles.list} aria-label={label}>
          {items.map((item) => (
            <Row
              key={item.path}
              item={item}
              title={titleOf(item.path)}
              hasWidth={hasWidth}
              isRemovable={items.length > least}
              onKey={(event) => press(event, item.path)}
              onWidth={(width) =>
                onChange(
                  items.map((each) =>
                    each.path === item.path ? { path: each.path, ...(width === undefined ? {} : { width }) } : each,
                  ),
                  `width ${item.path}`,
                )
              }
              onRemove={() => onChange(items.filter(({ path }) => path !== item.path))}
            />
          ))}
        </ul>
      </SortableContext>
      {items.length < most ? (
        <FieldSelect
          label={t('viewDesigner.add')}
          placeholder={t('viewDesigner.add')}
          choices={left}
          value=""
          onChange={(path) => onChange([...items, { path }])}
        />
      ) : null}
    </DndContext>
  );
}

interface RowProps {
  readonly item: ColumnSpec;
  readonly title: string;
  readonly hasWidth: boolean;
  readonly isRemovable: boolean;
  readonly onKey: (event: KeyboardEvent) => void;
  readonly onWidth: (width: number | undefined) => void;
  readonly onRemove: () => void;
}

const [narrowest, widest] = [60, 900];

function Row({ item, title, hasWidth, isRemovable, onKey, onWidth, onRemove }: RowProps) {
  const { t } = useTranslation();
  const { setNodeRef, setActivatorNodeRef, listeners, transform, transition, isDragging } = useSortable({
    id: item.path,
  });
  return (
    <li
      ref={setNodeRef}
      className={`${styles.row} ${isDragging ? styles.dragged : ''}`}
      style={{ transform: CSS.Translate.toString(transform), transition }}
    >
      <button
        ref={setActivatorNodeRef}
        {...listeners}
        type="button"
        data-handle={item.path}
        className={styles.handle}
        aria-label={t('list.moveColumn', { column: title })}
        onKeyDown={onKey}
      >
        <GripVertical size={14} aria-hidden />
      </button>
      <span className={styles.title} title={item.path}>
        {title}
      </span>
      {hasWidth ? (
        <input
          key={item.width}
          type="number"
          className={styles.width}
          min={narrowest}
          max={widest}
          step={10}
          defaultValue={item.width ?? ''}
          placeholder={t('viewDesigner.auto')}
          aria-label={t('list.resize', { column: title })}
          onBlur={({ target }) => {
            const width = target.value === '' ? undefined : Math.min(widest, Math.max(narrowest, Number(target.value)));
            if (width !== item.width) onWidth(width);
          }}
        />
      ) : null}
      <Button
        look="quiet"
        disabled={!isRemovable}
        aria-label={t('viewDesigner.removeField', { field: title })}
        icon={<X size={14} aria-hidden />}
        onClick={onRemove}
      />
    </li>
  );
}

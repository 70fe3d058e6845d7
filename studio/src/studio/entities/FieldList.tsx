import { useDroppable } from '@dnd-kit/core';
import { SortableContext, useSortable, verticalListSortingStrategy } from '@dnd-kit/sortable';
import { CSS } from '@dnd-kit/utilities';
import { GripVertical } from 'lucide-react';
import { type KeyboardEvent, memo, useEffect, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { EntityField } from './document/entityFields.ts';
import { isFieldTypeName } from './document/fieldKinds.ts';
import styles from './FieldList.module.css';
import { FieldTypeIcon } from './FieldTypeIcon.tsx';

interface FieldListProps {
  readonly fields: readonly EntityField[];
  /** In the language of the page, by name; as the document has it where it is not known. */
  readonly titles: ReadonlyMap<string, string>;
  /** Names of those with something wrong. */
  readonly faulty: ReadonlySet<string>;
  readonly changed: ReadonlySet<string>;
  readonly selected: string | undefined;
  /** Something new is being dragged: rows stay where they are, and show where it would stand. */
  readonly isInserting: boolean;
  readonly onSelect: (name: string) => void;
  readonly onMove: (name: string, to: number) => void;
  readonly onRemove: (name: string) => void;
}

/** The fields of an entity in their order: chosen by click or arrow keys, moved by hand or with Alt and an arrow. */
export function FieldList(props: FieldListProps) {
  const { fields, titles, faulty, changed, selected, isInserting, onSelect, onMove, onRemove } = props;
  const { t } = useTranslation();
  // The same list as long as it says the same: a key typed in a title moves no row.
  const joined = fields.map(({ name }) => name).join(' ');
  const names = useMemo(() => joined.split(' ').filter(Boolean), [joined]);
  const { setNodeRef, isOver } = useDroppable({ id: 'end' });
  const latest = useRef({ names, onSelect, onMove, onRemove });
  latest.current = { names, onSelect, onMove, onRemove };
  const press = useMemo(
    () => (event: KeyboardEvent<HTMLElement>, name: string) => {
      const { names, ...act } = latest.current;
      const at = names.indexOf(name);
      const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
      if (event.key === 'Delete') act.onRemove(name);
      else if (step !== 0 && event.altKey) act.onMove(name, Math.max(0, at + step));
      else if (step !== 0) {
        const next = names[at + step];
        if (next !== undefined) act.onSelect(next);
      } else return;
      event.preventDefault();
    },
    [],
  );
  const select = useMemo(() => (name: string) => latest.current.onSelect(name), []);

  return (
    <SortableContext items={names} strategy={isInserting ? noShift : verticalListSortingStrategy}>
      <ul ref={setNodeRef} className={`${styles.list} ${isOver ? styles.over : ''}`} aria-label={t('designer.fields')}>
        {fields.map((field) => (
          <FieldRow
            key={field.id}
            name={field.name}
            type={field.type}
            isRequired={field.required}
            title={titles.get(field.name) ?? field.title}
            isFaulty={faulty.has(field.name)}
            isChanged={changed.has(field.name)}
            isSelected={field.name === selected}
            isInserting={isInserting}
            onSelect={select}
            onKey={press}
          />
        ))}
        {fields.length === 0 ? <li className={styles.nothing}>{t('designer.noFields')}</li> : null}
      </ul>
    </SortableContext>
  );
}

const noShift = () => null;

interface FieldRowProps {
  readonly name: string;
  readonly type: string | undefined;
  readonly isRequired: boolean;
  readonly title: string;
  readonly isFaulty: boolean;
  readonly isChanged: boolean;
  readonly isSelected: boolean;
  readonly isInserting: boolean;
  readonly onSelect: (name: string) => void;
  readonly onKey: (event: KeyboardEvent<HTMLElement>, name: string) => void;
}

const FieldRow = memo(Row);

function Row(props: FieldRowProps) {
  const { name, type, isRequired, title, isFaulty, isChanged, isSelected, isInserting, onSelect, onKey } = props;
  const { t } = useTranslation();
  const { setNodeRef, setActivatorNodeRef, listeners, attributes, transform, transition, isDragging, isOver } =
    useSortable({
      id: name,
      attributes: { roleDescription: t('drag.role') },
    });
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (!isSelected) return;
    button.current?.scrollIntoView({ block: 'nearest' });
    // Arrow keys went on from the row before.
    if (document.activeElement?.closest('[data-field-row]')) button.current?.focus();
  }, [isSelected]);
  const kind = isFieldTypeName(type ?? '') ? type : undefined;
  return (
    <li
      ref={setNodeRef}
      data-field-row={name}
      data-over={isOver || undefined}
      className={`${styles.row} ${isSelected ? styles.selected : ''} ${isDragging ? styles.dragged : ''} ${isOver && isInserting ? styles.before : ''}`}
      style={{ transform: CSS.Translate.toString(transform), transition }}
    >
      <button
        ref={setActivatorNodeRef}
        type="button"
        className={styles.handle}
        {...attributes}
        {...listeners}
        tabIndex={-1}
        aria-label={t('designer.moveField', { field: title })}
      >
        <GripVertical size={14} aria-hidden />
      </button>
      <button
        ref={button}
        type="button"
        className={styles.field}
        aria-current={isSelected}
        onClick={() => onSelect(name)}
        onKeyDown={(event) => onKey(event, name)}
      >
        <span className={styles.icon}>
          <FieldTypeIcon type={kind} />
        </span>
        <span className={styles.title}>
          {title || name}
          {isRequired ? (
            <span className={styles.required} title={t('designer.required')}>
              *
            </span>
          ) : null}
        </span>
        {isFaulty ? <span className={styles.fault} title={t('designer.hasProblem')} /> : null}
        {isChanged && !isFaulty ? <span className={styles.changed} title={t('designer.isChanged')} /> : null}
        <span className={styles.name}>{name}</span>
      </button>
    </li>
  );
}

import {
  type CollisionDetection,
  closestCenter,
  DndContext,
  type DragEndEvent,
  DragOverlay,
  pointerWithin,
} from '@dnd-kit/core';
import { useNavigate } from '@tanstack/react-router';
import { ArrowLeft, Plus, Settings2, X } from 'lucide-react';
import { type ReactNode, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/Button.tsx';
import { useToasts } from '../../ui/toasts/ToastsContext.tsx';
import { useDragWords } from '../../ui/useDragWords.ts';
import { useIsNarrow } from '../../ui/useIsNarrow.ts';
import { useStudioDraft } from '../draft/StudioDraft.ts';
import { useSortSensors } from '../useSortSensors.ts';
import { copyTexts, typeTexts } from './bothTexts.ts';
import { moveField } from './document/changeFields.ts';
import { type FieldTypeName, isFieldTypeName } from './document/fieldKinds.ts';
import { fieldText, localeText } from './document/localeTexts.ts';
import styles from './EntityDesigner.module.css';
import { useEntityEditing } from './EntityEditing.ts';
import { FieldList } from './FieldList.tsx';
import { FieldPalette } from './FieldPalette.tsx';
import { FieldTypeIcon } from './FieldTypeIcon.tsx';
import { addNewField, duplicateField, removeEntityField } from './fieldActions.ts';
import { fieldOf } from './fieldOf.ts';
import { EntityInspector } from './inspector/EntityInspector.tsx';
import { FieldInspector } from './inspector/FieldInspector.tsx';
import { useChosenField } from './useChosenField.ts';
import { useFieldMarks } from './useFieldMarks.ts';

/** The fields in their order, the palette they come from, and what the chosen one is. On a phone one of them at a time. */
export function DesignBoard({ children }: { readonly children: ReactNode }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const toasts = useToasts();
  const draft = useStudioDraft();
  const editing = useEntityEditing();
  const isPhone = useIsNarrow();
  const { name, fields, locale, savedIds } = editing;
  const { titles, problems, faulty, changed } = useFieldMarks();
  const { field, key, choose, follow } = useChosenField(fields);
  const [isAdding, setAdding] = useState(false);
  const [isEntityOpen, setEntityOpen] = useState(false);
  const [dragged, setDragged] = useState<FieldTypeName>();
  const side = useRef<HTMLElement>(null);
  const sensors = useSortSensors();
  const isInspecting = !isPhone || field !== undefined || isEntityOpen;
  const messages = (of: string) =>
    problems.filter(({ pointer }) => fieldOf(pointer) === of).map((each) => each.message);

  function add(type: FieldTypeName, at?: number) {
    const after = field ? fields.indexOf(field) + 1 : fields.length;
    choose(addNewField(editing, type, typeTexts(type), at ?? after));
    if (isPhone) setAdding(false);
    // The title is what is typed first.
    requestAnimationFrame(() => {
      const input = side.current?.querySelector('input');
      input?.focus();
      input?.select();
    });
  }
  function remove(gone: string) {
    const at = fields.findIndex((each) => each.name === gone);
    const going = fields[at];
    if (!going) return;
    removeEntityField(editing, going);
    choose((fields[at + 1] ?? fields[at - 1])?.name);
    const title = { field: titles.get(gone) ?? gone };
    const text = savedIds.has(going.id) ? t('designer.fieldParked', title) : t('designer.fieldRemoved', title);
    toasts.info(text, { action: { label: t('action.undo'), run: draft.undo } });
  }
  function drop({ active, over }: DragEndEvent) {
    setDragged(undefined);
    if (!over) return;
    const at = fields.findIndex((each) => each.name === over.id);
    const type = typeOf(active.data.current?.type);
    if (type) add(type, at < 0 ? fields.length : at);
    else if (at >= 0) editing.change((before) => moveField(before, String(active.id), at));
  }
  function removeAll() {
    draft.remove('entity', name);
    navigate({ to: '/studio' });
    toasts.info(t('designer.entityRemoved'), { action: { label: t('action.undo'), run: draft.undo } });
  }

  const words = useDragWords({
    itemOf({ id, data }) {
      const type = typeOf(data.current?.type);
      return type ? t(`designer.type.${type}.title`) : (titles.get(String(id)) ?? String(id));
    },
    placeOf: ({ id }) => (id === 'end' ? t('drag.end') : (titles.get(String(id)) ?? String(id))),
    instructions: t('drag.sort'),
  });

  return (
    <DndContext
      sensors={sensors}
      collisionDetection={rowUnderPointer}
      onDragStart={({ active }) => setDragged(typeOf(active.data.current?.type))}
      onDragCancel={() => setDragged(undefined)}
      onDragEnd={drop}
      accessibility={words}
    >
      <div className={styles.designer}>
        <div className={styles.fields} hidden={isPhone && (isInspecting || isAdding)}>
          <div className={styles.fieldsHead}>
            <Button
              look="quiet"
              aria-pressed={!field}
              icon={<Settings2 size={15} aria-hidden />}
              onClick={() => {
                choose(undefined);
                setEntityOpen(true);
              }}
            >
              {t('designer.entitySettings')}
            </Button>
            <Button
              look={isAdding ? 'plain' : 'main'}
              aria-expanded={isAdding}
              icon={isAdding ? <X size={15} aria-hidden /> : <Plus size={15} aria-hidden />}
              onClick={() => setAdding(!isAdding)}
            >
              {isAdding ? t('designer.closePalette') : t('designer.addField')}
            </Button>
          </div>
          <FieldList
            fields={fields}
            titles={titles}
            faulty={faulty}
            changed={changed}
            selected={field?.name}
            isInserting={dragged !== undefined}
            onSelect={choose}
            onMove={(moved, to) => editing.change((before) => moveField(before, moved, to))}
            onRemove={remove}
          />
        </div>
        {isAdding && !(isPhone && isInspecting) ? (
          <aside className={styles.palette} aria-label={t('designer.palette')}>
            {isPhone ? <Back onClick={() => setAdding(false)} /> : null}
            <FieldPalette onAdd={add} />
          </aside>
        ) : null}
        {children}
        {isInspecting ? (
          <aside ref={side} className={styles.side} aria-label={t('designer.inspector')}>
            {isPhone ? (
              <Back
                onClick={() => {
                  choose(undefined);
                  setEntityOpen(false);
                }}
              />
            ) : null}
            {field ? (
              <FieldInspector
                key={key}
                field={field}
                editKey={key}
                problems={messages(field.name)}
                onRenamed={follow}
                onDuplicate={() => {
                  const other = localeText(locale, name, fieldText.title(field.name));
                  choose(duplicateField(editing, field, copyTexts({ en: field.title, other })));
                }}
                onRemove={() => remove(field.name)}
              />
            ) : (
              <EntityInspector problems={messages('')} onRemove={removeAll} />
            )}
          </aside>
        ) : null}
      </div>
      <DragOverlay dropAnimation={null}>
        {dragged ? (
          <div className={styles.overlay}>
            <FieldTypeIcon type={dragged} />
            {t(`designer.type.${dragged}.title`)}
          </div>
        ) : null}
      </DragOverlay>
    </DndContext>
  );
}

function Back({ onClick }: { readonly onClick: () => void }) {
  const { t } = useTranslation();
  return (
    <div className={styles.back}>
      <Button look="quiet" icon={<ArrowLeft size={16} aria-hidden />} onClick={onClick}>
        {t('designer.fields')}
      </Button>
    </div>
  );
}

/** A row comes before the list around it; what comes from the palette lands only where the pointer is. */
const rowUnderPointer: CollisionDetection = (drag) => {
  const within = pointerWithin(drag);
  const rows = within.filter(({ id }) => id !== 'end');
  if (rows.length > 0) return rows;
  return typeOf(drag.active.data.current?.type) ? within : closestCenter(drag);
};

function typeOf(data: unknown): FieldTypeName | undefined {
  return typeof data === 'string' && isFieldTypeName(data) ? data : undefined;
}

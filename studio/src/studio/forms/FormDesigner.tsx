import { DndContext, type DragEndEvent, type DragMoveEvent, DragOverlay, pointerWithin } from '@dnd-kit/core';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BrowserEntity } from '../../../../core/model/browserModel.ts';
import { useDragSensors } from '../../ui/useDragSensors.ts';
import { useDragWords } from '../../ui/useDragWords.ts';
import { type FieldPlace, moveSection, placeField, type SectionPlace } from './document/formEdits.ts';
import { FieldsPalette } from './FieldsPalette.tsx';
import { FormCanvas } from './FormCanvas.tsx';
import styles from './FormDesigner.module.css';
import { type FormDesign, FormDesignProvider, type Selected } from './FormEditingContext.ts';
import { FormInspector } from './FormInspector.tsx';
import { titleOfField } from './titleOfField.ts';
import type { FormEditing } from './useFormDraft.ts';

interface FormDesignerProps {
  readonly editing: FormEditing;
  readonly entity: BrowserEntity;
}

/** What is dragged, and what it can be dropped on; both carry one. */
export type DragData =
  | { readonly kind: 'field'; readonly field: string }
  | ({ readonly kind: 'section' } & SectionPlace)
  /** `isAlone`: it takes its row, so that others stand above and below it. */
  | ({ readonly kind: 'place'; readonly isAlone: boolean } & FieldPlace)
  | { readonly kind: 'tab'; readonly tab: number };

/** The fields that are left, the form as it is laid out, and what is set of the part that is looked at. */
export function FormDesigner({ editing, entity }: FormDesignerProps) {
  const { t } = useTranslation();
  const { tabs, setTabs } = editing;
  const [wantedTab, setTab] = useState(0);
  const tab = Math.min(wantedTab, tabs.length - 1);
  const [selected, select] = useState<Selected>({ kind: 'form' });
  const [dragged, setDragged] = useState<DragData>();
  const [target, setTarget] = useState<{ readonly id: string; readonly isAfter: boolean }>();
  const design = useMemo(
    (): FormDesign => ({ ...editing, entity, tab, showTab: setTab, selected, select }),
    [editing, entity, tab, selected],
  );
  const sensors = useDragSensors();

  function follow(event: DragMoveEvent) {
    const { over } = event;
    const data = dataOf(over?.data.current);
    if (!over || data?.kind !== 'place') return setTarget(undefined);
    const isAfter = isBehind(event);
    setTarget((before) =>
      before?.id === over.id && before.isAfter === isAfter ? before : { id: String(over.id), isAfter },
    );
  }
  function drop(event: DragEndEvent) {
    setDragged(undefined);
    setTarget(undefined);
    const [what, where] = [dataOf(event.active.data.current), dataOf(event.over?.data.current)];
    if (!what || !where) return;
    if (what.kind === 'field') {
      const place = fieldTarget(tabs, where, isBehind(event));
      if (!place) return;
      setTabs(placeField(tabs, what.field, place));
      select({ kind: 'field', field: what.field });
      if (place.tab !== tab) setTab(place.tab);
    } else if (what.kind === 'section' && where.kind !== 'field') {
      const to = where.kind === 'tab' ? { tab: where.tab, section: tabs[where.tab]?.sections.length ?? 0 } : where;
      const isBelow = to.tab === what.tab && to.section > what.section && where.kind !== 'tab';
      setTabs(moveSection(tabs, what, isBelow ? { ...to, section: to.section + 1 } : to));
      select({ kind: 'form' });
    }
  }

  const words = useDragWords({
    itemOf: ({ id, data }) => partTitle(dataOf(data.current)) ?? String(id),
    placeOf: ({ data }) => partTitle(dataOf(data.current)),
    instructions: t('formDesigner.instructions'),
  });
  function partTitle(part: DragData | undefined): string | undefined {
    switch (part?.kind) {
      case 'field':
        return titleOfField(entity, part.field);
      case 'section':
        return tabs[part.tab]?.sections[part.section]?.title ?? t('formDesigner.section');
      case 'tab':
        return tabs[part.tab]?.title ?? t('form.tab', { number: part.tab + 1 });
      case 'place': {
        const field = tabs[part.tab]?.sections[part.section]?.fields[part.index]?.field;
        return field === undefined ? t('drag.end') : titleOfField(entity, field);
      }
      default:
        return undefined;
    }
  }

  return (
    <FormDesignProvider value={design}>
      <DndContext
        sensors={sensors}
        collisionDetection={pointerWithin}
        onDragStart={({ active }) => setDragged(dataOf(active.data.current))}
        onDragMove={follow}
        onDragEnd={drop}
        onDragCancel={() => {
          setDragged(undefined);
          setTarget(undefined);
        }}
        accessibility={words}
      >
        <div className={styles.designer}>
          <FieldsPalette />
          <FormCanvas target={dragged?.kind === 'field' ? target : undefined} />
          <FormInspector />
        </div>
        <DragOverlay dropAnimation={null}>
          {dragged?.kind === 'field' ? (
            <div className={styles.lifted}>{titleOfField(entity, dragged.field)}</div>
          ) : dragged?.kind === 'section' ? (
            <div className={styles.lifted}>{partTitle(dragged)}</div>
          ) : null}
        </DragOverlay>
      </DndContext>
    </FormDesignProvider>
  );
}

function fieldTarget(tabs: FormEditing['tabs'], where: DragData, isAfter: boolean): FieldPlace | undefined {
  switch (where.kind) {
    case 'place':
      return { tab: where.tab, section: where.section, index: where.index + (isAfter ? 1 : 0) };
    case 'section':
      return { ...where, index: tabs[where.tab]?.sections[where.section]?.fields.length ?? 0 };
    case 'tab': {
      const section = Math.max(0, (tabs[where.tab]?.sections.length ?? 1) - 1);
      return { tab: where.tab, section, index: tabs[where.tab]?.sections[section]?.fields.length ?? 0 };
    }
    case 'field':
      return undefined;
  }
}

/** Whether the middle of what is dragged lies in the second half of what it is over: sideways, or below it. */
function isBehind({ over, active }: DragMoveEvent | DragEndEvent): boolean {
  const moved = active.rect.current.translated;
  if (!over || !moved) return false;
  const middle = { x: moved.left + moved.width / 2, y: moved.top + moved.height / 2 };
  const data = dataOf(over.data.current);
  const isAlone = data?.kind === 'place' && data.isAlone;
  return isAlone ? middle.y > over.rect.top + over.rect.height / 2 : middle.x > over.rect.left + over.rect.width / 2;
}

function dataOf(data: Readonly<Record<string, unknown>> | undefined): DragData | undefined {
  const { kind, field, tab, section, index, isAlone } = data ?? {};
  if (kind === 'field' && typeof field === 'string') return { kind, field };
  if (typeof tab !== 'number') return undefined;
  if (kind === 'tab') return { kind, tab };
  if (typeof section !== 'number') return undefined;
  if (kind === 'section') return { kind, tab, section };
  if (kind !== 'place' || typeof index !== 'number') return undefined;
  return { kind, tab, section, index, isAlone: isAlone === true };
}

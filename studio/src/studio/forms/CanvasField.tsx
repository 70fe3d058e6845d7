import { useDraggable, useDroppable } from '@dnd-kit/core';
import { Asterisk, Eye, Lock, TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { FormField } from '../../../../core/model/types.ts';
import { findField } from '../../store/model.ts';
import { isFieldTypeName } from '../entities/document/fieldKinds.ts';
import { FieldTypeIcon } from '../entities/FieldTypeIcon.tsx';
import type { FieldPlace } from './document/formEdits.ts';
import styles from './FormCanvas.module.css';
import { useFormDesign } from './FormEditingContext.ts';
import { isKnown } from './isKnown.ts';
import { titleOfField } from './titleOfField.ts';

interface CanvasFieldProps {
  readonly field: FormField;
  readonly place: FieldPlace;
  readonly columns: number;
  /** Where what is dragged would be put. */
  readonly mark: 'before' | 'after' | undefined;
}

/** Types that take the whole width where nothing else is said, as in the form itself. */
const wideTypes = new Set(['multiline', 'markdown', 'json', 'children', 'files', 'images', 'address', 'polymorphic']);

/** A field where it stands in the form: its name, and in signs when it is shown, asked for or fixed. */
export function CanvasField({ field: item, place, columns, mark }: CanvasFieldProps) {
  const { t } = useTranslation();
  const { entity, selected, select } = useFormDesign();
  const name = item.field;
  const field = findField(entity, name);
  const drag = useDraggable({ id: `drag ${name}`, data: { kind: 'field', field: name } });
  const isSelected = selected.kind === 'field' && selected.field === name;
  const span = Math.min(item.span ?? (wideTypes.has(field?.type ?? '') ? columns : 1), columns);
  const isAlone = span >= columns;
  const drop = useDroppable({ id: `field ${name}`, data: { kind: 'place', ...place, isAlone } });
  const title = titleOfField(entity, name);
  const isGone = !isKnown(entity, name);
  const signs = [
    ...(item.showWhen === undefined ? [] : [{ Icon: Eye, text: t('formDesigner.showWhen') }]),
    ...(field?.required || item.requireWhen !== undefined
      ? [{ Icon: Asterisk, text: field?.required ? t('formDesigner.required') : t('formDesigner.requireWhen') }]
      : []),
    ...(item.readOnlyWhen !== undefined || field?.computed
      ? [{ Icon: Lock, text: field?.computed ? t('formDesigner.computed') : t('formDesigner.readOnlyWhen') }]
      : []),
    ...(isGone ? [{ Icon: TriangleAlert, text: t('formDesigner.gone') }] : []),
  ];
  return (
    <div
      ref={drop.setNodeRef}
      className={`${styles.cell} ${isAlone ? styles.alone : ''} ${mark === undefined ? '' : styles[mark]}`}
      style={{ gridColumn: `span ${span}` }}
    >
      <button
        ref={drag.setNodeRef}
        {...drag.listeners}
        type="button"
        data-part={`field ${name}`}
        aria-pressed={isSelected}
        className={`${styles.field} ${isSelected ? styles.selected : ''} ${drag.isDragging ? styles.away : ''} ${isGone ? styles.gone : ''}`}
        onClick={(event) => {
          event.stopPropagation();
          select({ kind: 'field', field: name });
        }}
      >
        <FieldTypeIcon type={isFieldTypeName(field?.type ?? '') ? field?.type : undefined} />
        <span className={styles.fieldTitle}>{title}</span>
        {signs.map(({ Icon, text }) => (
          <span key={text} className={styles.sign} role="img" aria-label={text} title={text}>
            <Icon size={13} aria-hidden />
          </span>
        ))}
      </button>
    </div>
  );
}

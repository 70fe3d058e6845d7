import { useDraggable } from '@dnd-kit/core';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BrowserField } from '../../../../core/model/browserModel.ts';
import { containsText } from '../../lib/matchText.ts';
import { layoutFields } from '../../store/formLayout.ts';
import { SearchInput } from '../../ui/SearchInput.tsx';
import { isFieldTypeName } from '../entities/document/fieldKinds.ts';
import { FieldTypeIcon } from '../entities/FieldTypeIcon.tsx';
import { placeField } from './document/formEdits.ts';
import styles from './FieldsPalette.module.css';
import { useFormDesign } from './FormEditingContext.ts';

/** Never asked for in a form. */
const hidden = new Set(['id', 'version', 'deletedAt']);

/** The fields that are not in the form yet: by click they go where one is looking, by drag wherever they are dropped. */
export function FieldsPalette() {
  const { t } = useTranslation();
  const { entity, tabs, tab, selected, setTabs, select } = useFormDesign();
  const [text, setText] = useState('');
  const placed = new Set(layoutFields(tabs));
  const left = entity.fields.filter(({ name }) => !hidden.has(name) && !placed.has(name));
  const shown = left.filter(({ name, title }) => containsText(text, title) || containsText(text, name));

  function add(field: string) {
    const sections = tabs[tab]?.sections ?? [];
    const own = selected.kind === 'section' && selected.tab === tab ? selected.section : sections.length - 1;
    const section = Math.max(0, own);
    setTabs(placeField(tabs, field, { tab, section, index: sections[section]?.fields.length ?? 0 }));
    select({ kind: 'field', field });
  }

  return (
    <section className={styles.palette} aria-label={t('formDesigner.left')}>
      <h2 className={styles.title}>{t('formDesigner.left')}</h2>
      <SearchInput value={text} placeholder={t('formDesigner.find')} onChange={setText} />
      <ul className={styles.list}>
        {shown.map((field) => (
          <PaletteField key={field.name} field={field} onAdd={() => add(field.name)} />
        ))}
      </ul>
      {shown.length === 0 ? (
        <p className={styles.nothing}>
          {left.length === 0 ? t('formDesigner.allPlaced') : t('formDesigner.noneFound')}
        </p>
      ) : null}
    </section>
  );
}

function PaletteField({ field, onAdd }: { readonly field: BrowserField; readonly onAdd: () => void }) {
  const { setNodeRef, listeners, isDragging } = useDraggable({
    id: `left ${field.name}`,
    data: { kind: 'field', field: field.name },
  });
  return (
    <li>
      <button
        ref={setNodeRef}
        {...listeners}
        type="button"
        className={`${styles.field} ${isDragging ? styles.away : ''}`}
        onClick={onAdd}
      >
        <FieldTypeIcon type={isFieldTypeName(field.type) ? field.type : undefined} />
        <span className={styles.name}>{field.title}</span>
        <Plus size={14} aria-hidden className={styles.plus} />
      </button>
    </li>
  );
}

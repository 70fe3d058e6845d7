import { useDraggable, useDroppable } from '@dnd-kit/core';
import { GripVertical, Plus } from 'lucide-react';
import { type KeyboardEvent, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { FormSection } from '../../../../core/model/types.ts';
import { Button } from '../../ui/Button.tsx';
import { CanvasField } from './CanvasField.tsx';
import {
  addSection,
  addTab,
  moveSection,
  moveTab,
  removeField,
  removeSection,
  type SectionPlace,
  stepField,
} from './document/formEdits.ts';
import styles from './FormCanvas.module.css';
import { useFormDesign } from './FormEditingContext.ts';

interface FormCanvasProps {
  /** The field that what is dragged would be put before, or after. */
  readonly target: { readonly id: string; readonly isAfter: boolean } | undefined;
}

/** The form as it is laid out. Everything in it is chosen by a click, and moved by hand or with Alt and an arrow. */
export function FormCanvas({ target }: FormCanvasProps) {
  const { t } = useTranslation();
  const { tabs, tab, showTab, selected, select, setTabs } = useFormDesign();
  const root = useRef<HTMLDivElement>(null);
  const focusKey = useRef<string>(undefined);
  // What keys have moved is made anew elsewhere: the cursor follows it.
  // biome-ignore lint/correctness/useExhaustiveDependencies: after every change of the layout
  useEffect(() => {
    if (focusKey.current === undefined) return;
    root.current?.querySelector<HTMLElement>(`[data-part="${focusKey.current}"]`)?.focus();
    focusKey.current = undefined;
  }, [tabs]);

  function press(event: KeyboardEvent<HTMLElement>) {
    const part = event.target instanceof HTMLElement ? event.target.dataset.part : undefined;
    if (part === undefined) return;
    const step = event.key === 'ArrowUp' || event.key === 'ArrowLeft' ? -1 : isArrow(event.key) ? 1 : 0;
    const isGone = event.key === 'Delete' || event.key === 'Backspace';
    if (!(event.altKey && step !== 0) && !isGone) return;
    event.preventDefault();
    const [kind, name = ''] = part.split(' ');
    const at = Number(name);
    if (kind === 'field') {
      if (step !== 0) focusKey.current = part;
      setTabs(step === 0 ? removeField(tabs, name) : stepField(tabs, name, step === 1 ? 1 : -1));
      if (step === 0) select({ kind: 'form' });
    } else if (kind === 'section' && step !== 0) {
      const to = at + step;
      if (to < 0 || to >= (tabs[tab]?.sections.length ?? 0)) return;
      focusKey.current = `section ${to}`;
      setTabs(moveSection(tabs, { tab, section: at }, { tab, section: step > 0 ? to + 1 : to }));
      select({ kind: 'section', tab, section: to });
    } else if (kind === 'section') {
      setTabs(removeSection(tabs, { tab, section: at }));
      select({ kind: 'form' });
    } else if (kind === 'tab' && step !== 0 && tabs[at + step]) {
      focusKey.current = `tab ${at + step}`;
      setTabs(moveTab(tabs, at, at + step));
      showTab(at + step);
      select({ kind: 'tab', tab: at + step });
    }
  }

  const sections = tabs[tab]?.sections ?? [];
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the parts in it take the keys; this moves them
    <div ref={root} className={styles.canvas} onKeyDown={press} onClick={() => select({ kind: 'form' })}>
      <div className={styles.tabs} role="toolbar" aria-label={t('formDesigner.tabs')}>
        {tabs.map(({ title }, index) => (
          <Tab
            // biome-ignore lint/suspicious/noArrayIndexKey: tabs have nothing that tells them apart but their place
            key={index}
            index={index}
            title={title ?? t('form.tab', { number: index + 1 })}
            isShown={index === tab}
            isSelected={selected.kind === 'tab' && selected.tab === index}
          />
        ))}
        <Button
          look="quiet"
          icon={<Plus size={14} aria-hidden />}
          onClick={(event) => {
            event.stopPropagation();
            setTabs(addTab(tabs, t('form.tab', { number: tabs.length + 1 })));
            showTab(tabs.length);
            select({ kind: 'tab', tab: tabs.length });
          }}
        >
          {t('formDesigner.addTab')}
        </Button>
      </div>
      <div className={styles.sheet}>
        {sections.map((section, index) => (
          <Section
            // biome-ignore lint/suspicious/noArrayIndexKey: sections have nothing that tells them apart but their place
            key={index}
            place={{ tab, section: index }}
            section={section}
            target={target}
          />
        ))}
        <Button
          icon={<Plus size={14} aria-hidden />}
          onClick={(event) => {
            event.stopPropagation();
            setTabs(addSection(tabs, { tab, section: sections.length }));
            select({ kind: 'section', tab, section: sections.length });
          }}
        >
          {t('formDesigner.addSection')}
        </Button>
      </div>
    </div>
  );
}

function isArrow(key: string): boolean {
  return key === 'ArrowDown' || key === 'ArrowRight';
}

interface TabProps {
  readonly index: number;
  readonly title: string;
  readonly isShown: boolean;
  readonly isSelected: boolean;
}

function Tab({ index, title, isShown, isSelected }: TabProps) {
  const { showTab, select } = useFormDesign();
  const { setNodeRef, isOver } = useDroppable({ id: `tab ${index}`, data: { kind: 'tab', tab: index } });
  return (
    <button
      ref={setNodeRef}
      type="button"
      data-part={`tab ${index}`}
      aria-pressed={isShown}
      className={`${styles.tab} ${isSelected ? styles.selected : ''} ${isOver ? styles.over : ''}`}
      onClick={(event) => {
        event.stopPropagation();
        showTab(index);
        select({ kind: 'tab', tab: index });
      }}
    >
      {title}
    </button>
  );
}

interface SectionProps {
  readonly place: SectionPlace;
  readonly section: FormSection;
  readonly target: FormCanvasProps['target'];
}

function Section({ place, section, target }: SectionProps) {
  const { t } = useTranslation();
  const { selected, select } = useFormDesign();
  const { tab, section: index } = place;
  const data = { kind: 'section', ...place };
  const drop = useDroppable({ id: `section ${tab} ${index}`, data });
  const drag = useDraggable({ id: `drag section ${tab} ${index}`, data });
  const isSelected = selected.kind === 'section' && selected.tab === tab && selected.section === index;
  const title = section.title ?? t('formDesigner.section');
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: its title is a button for the keyboard
    <section
      ref={drop.setNodeRef}
      aria-label={title}
      className={`${styles.section} ${isSelected ? styles.selected : ''} ${drop.isOver ? styles.over : ''} ${drag.isDragging ? styles.away : ''}`}
      onClick={(event) => {
        event.stopPropagation();
        select({ kind: 'section', ...place });
      }}
    >
      <header className={styles.sectionHead}>
        <span ref={drag.setNodeRef} {...drag.listeners} className={styles.grip} aria-hidden>
          <GripVertical size={14} />
        </span>
        <button
          type="button"
          data-part={`section ${index}`}
          aria-pressed={isSelected}
          className={`${styles.sectionTitle} ${section.title === undefined ? styles.untitled : ''}`}
          onClick={(event) => {
            event.stopPropagation();
            select({ kind: 'section', ...place });
          }}
        >
          {title}
        </button>
        {section.showWhen === undefined ? null : <span className={styles.badge}>{t('formDesigner.sometimes')}</span>}
      </header>
      {section.description ? <p className={styles.description}>{section.description}</p> : null}
      <div className={styles.grid} style={{ gridTemplateColumns: `repeat(${section.columns}, minmax(0, 1fr))` }}>
        {section.fields.map((field, at) => (
          <CanvasField
            key={field.field}
            field={field}
            place={{ ...place, index: at }}
            columns={section.columns}
            mark={target?.id === `field ${field.field}` ? (target.isAfter ? 'after' : 'before') : undefined}
          />
        ))}
        {section.fields.length === 0 ? <p className={styles.empty}>{t('formDesigner.emptySection')}</p> : null}
      </div>
    </section>
  );
}

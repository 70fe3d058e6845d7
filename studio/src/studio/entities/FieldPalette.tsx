import { useDraggable } from '@dnd-kit/core';
import { type KeyboardEvent, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { usePinyin } from '../../app/usePinyin.ts';
import { containsText } from '../../lib/matchText.ts';
import { SearchInput } from '../../ui/SearchInput.tsx';
import { canAdd, type FieldTypeName, fieldGroups } from './document/fieldKinds.ts';
import { useEntityEditing } from './EntityEditing.ts';
import styles from './FieldPalette.module.css';
import { FieldTypeIcon } from './FieldTypeIcon.tsx';

interface FieldPaletteProps {
  readonly onAdd: (type: FieldTypeName) => void;
}

/** The types a field may have, by what they are for. A click or Enter adds one after the chosen field, a drag where it is dropped. */
export function FieldPalette({ onAdd }: FieldPaletteProps) {
  const { t } = useTranslation();
  const { around } = useEntityEditing();
  const [search, setSearch] = useState('');
  const pinyin = usePinyin(search !== '');
  const list = useRef<HTMLDivElement>(null);
  const groups = useMemo(
    () =>
      fieldGroups.flatMap(({ name, types }) => {
        const found = types.filter((type) => {
          const words = [t(`designer.type.${type}.title`), t(`designer.type.${type}.about`), type];
          return search === '' || words.some((text) => containsText(search, text, pinyin));
        });
        return found.length > 0 ? [{ name, types: found }] : [];
      }),
    [t, search, pinyin],
  );
  const [first] = groups.flatMap(({ types }) => types.filter((type) => canAdd(type, around)));

  function press(event: KeyboardEvent) {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Enter' && event.target instanceof HTMLInputElement && first) {
      event.preventDefault();
      onAdd(first);
    }
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
    event.preventDefault();
    const items = [...(list.current?.querySelectorAll<HTMLElement>('button:not(:disabled)') ?? [])];
    const at = document.activeElement instanceof HTMLElement ? items.indexOf(document.activeElement) : -1;
    items.at(at + (event.key === 'ArrowDown' ? 1 : -1))?.focus();
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: only moves the focus between what can be chosen in it
    <div className={styles.palette} onKeyDown={press}>
      <SearchInput className={styles.search} value={search} placeholder={t('designer.findType')} onChange={setSearch} />
      <div ref={list} className={styles.list}>
        {groups.map(({ name, types }) => (
          <section key={name} aria-label={t(`designer.group.${name}`)}>
            <h3 className={styles.heading}>{t(`designer.group.${name}`)}</h3>
            {types.map((type) => (
              <PaletteItem key={type} type={type} isPossible={canAdd(type, around)} onAdd={onAdd} />
            ))}
          </section>
        ))}
        {groups.length === 0 ? <p className={styles.nothing}>{t('state.nothingFound')}</p> : null}
      </div>
    </div>
  );
}

interface PaletteItemProps extends FieldPaletteProps {
  readonly type: FieldTypeName;
  readonly isPossible: boolean;
}

function PaletteItem({ type, isPossible, onAdd }: PaletteItemProps) {
  const { t } = useTranslation();
  const { setNodeRef, listeners, isDragging } = useDraggable({
    id: `type:${type}`,
    data: { type },
    disabled: !isPossible,
  });
  return (
    <button
      ref={setNodeRef}
      type="button"
      className={`${styles.item} ${isDragging ? styles.dragged : ''}`}
      disabled={!isPossible}
      title={isPossible ? undefined : t('designer.needsIncoming')}
      {...pointerOnly(listeners)}
      onClick={() => onAdd(type)}
    >
      <span className={styles.icon}>
        <FieldTypeIcon type={type} />
      </span>
      <span className={styles.words}>
        <span>{t(`designer.type.${type}.title`)}</span>
        <span className={styles.about}>{t(`designer.type.${type}.about`)}</span>
      </span>
    </button>
  );
}

/** By keys an entry is added where the chosen field stands, and moved there: Enter and the blank mean a click here. */
function pointerOnly(listeners: ReturnType<typeof useDraggable>['listeners']) {
  const { onKeyDown: _keys, ...rest } = listeners ?? {};
  return rest;
}

import { closestCenter, DndContext, KeyboardSensor, PointerSensor, useSensor, useSensors } from '@dnd-kit/core';
import {
  SortableContext,
  sortableKeyboardCoordinates,
  useSortable,
  verticalListSortingStrategy,
} from '@dnd-kit/sortable';
import { CSS } from '@dnd-kit/utilities';
import { GripVertical, Plus, Trash2 } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { JsonObject } from '../../../../../core/lib/json.ts';
import { Button } from '../../../ui/Button.tsx';
import { optionTexts } from '../bothTexts.ts';
import { apiName } from '../document/apiName.ts';
import { changeField, freeName } from '../document/changeFields.ts';
import { type EntityField, entityFields } from '../document/entityFields.ts';
import {
  emptyLocale,
  fieldText,
  localeText,
  withLocaleText,
  withoutTexts,
  withRenamedText,
} from '../document/localeTexts.ts';
import { objectAt } from '../document/members.ts';
import {
  addOption,
  changeOption,
  type FieldOption,
  fieldOptions,
  moveOption,
  removeOption,
  renameOption,
} from '../document/options.ts';
import { otherLanguage, useEntityEditing } from '../EntityEditing.ts';
import { ColorButton } from './ColorButton.tsx';
import styles from './OptionsEditor.module.css';

interface OptionsEditorProps {
  readonly field: EntityField;
  readonly step: string;
}

/** The values of a select, in both languages and in their colours. Enter in a line adds the next one. */
export function OptionsEditor({ field, step }: OptionsEditorProps) {
  const { t, i18n } = useTranslation();
  const editing = useEntityEditing();
  const sensors = useSensors(
    useSensor(PointerSensor, { activationConstraint: { distance: 4 } }),
    useSensor(KeyboardSensor, { coordinateGetter: sortableKeyboardCoordinates }),
  );
  const list = useRef<HTMLUListElement>(null);
  const added = useRef(false);
  const options = fieldOptions(field.schema);
  const count = options.length;
  // biome-ignore lint/correctness/useExhaustiveDependencies: once the new line is there
  useEffect(() => {
    if (!added.current) return;
    added.current = false;
    const input = list.current?.querySelector<HTMLInputElement>('li:last-child input');
    input?.focus();
    input?.select();
  }, [count]);
  const hasOptions = field.type === 'select' || field.type === 'multiSelect';
  if (!hasOptions) return null;
  const savedOptions = savedOptionIds(editing.saved, field);
  const texts = editing.locale ?? emptyLocale(otherLanguage);
  const textsPath = ['entities', editing.name, 'fields', field.name, 'options'];
  const isChinese = i18n.language.startsWith('zh');

  const onSchema = (change: (schema: JsonObject) => JsonObject, how?: string) =>
    editing.change((document) => changeField(document, field.name, change), how);
  function add() {
    added.current = true;
    const number = options.length + 1;
    const titles = optionTexts(number);
    const nextDocument = changeField(editing.document, field.name, (schema) =>
      addOption(schema, titles.en, `option${number}`),
    );
    const before = new Set(options.map(({ value }) => value));
    const after = fieldOptions(objectAt(nextDocument, 'properties', field.name));
    const value = after.find((option) => !before.has(option.value))?.value ?? '';
    editing.changeBoth(
      nextDocument,
      withLocaleText(texts, editing.name, fieldText.option(field.name, value), titles.other),
    );
  }
  function setTitle(option: FieldOption, language: 'en' | 'other', typed: string) {
    const path = fieldText.option(field.name, option.value);
    const other = localeText(editing.locale, editing.name, path);
    const isCopied = language === 'other' && (option.said === '' || option.said === other);
    const english = language === 'en' || isCopied ? typed : option.said;
    const others = options.map(({ value }) => value).filter((value) => value !== option.value);
    const valueFor = (title: string) => freeName(others, apiName(title, 'option', editing.romanize));
    const isSaved = savedOptions.has(option.id);
    // No record has it yet, so its value goes with its title.
    const value = !isSaved && english.trim() !== '' ? valueFor(english) : option.value;
    const nextDocument = changeField(editing.document, field.name, (schema) =>
      renameOption(
        changeOption(schema, option.value, 'title', english === '' ? undefined : english),
        option.value,
        value,
        isSaved,
      ),
    );
    const nextTexts = language === 'other' ? withLocaleText(texts, editing.name, path, typed) : texts;
    editing.changeBoth(
      nextDocument,
      withRenamedText(nextTexts, textsPath, option.value, value),
      `${step} ${options.indexOf(option)}`,
    );
  }
  function remove({ value }: FieldOption) {
    const nextDocument = changeField(editing.document, field.name, (schema) => removeOption(schema, value));
    editing.changeBoth(nextDocument, withoutTexts(texts, [...textsPath, value]));
  }

  return (
    <fieldset className={styles.options}>
      <legend className={styles.legend}>{t('designer.options')}</legend>
      <DndContext
        sensors={sensors}
        collisionDetection={closestCenter}
        onDragEnd={({ active, over }) => {
          const to = options.findIndex(({ value }) => value === over?.id);
          if (to >= 0) onSchema((schema) => moveOption(schema, String(active.id), to));
        }}
      >
        <SortableContext items={options.map(({ value }) => value)} strategy={verticalListSortingStrategy}>
          <ul ref={list} className={styles.list}>
            {options.map((option, index) => {
              const other = localeText(editing.locale, editing.name, fieldText.option(field.name, option.value));
              return (
                <OptionLine
                  // biome-ignore lint/suspicious/noArrayIndexKey: the value follows the title while it is typed, the line stays
                  key={index}
                  option={option}
                  first={isChinese ? 'other' : 'en'}
                  other={other}
                  canRemove={options.length > 1}
                  onTitle={(language, typed) => setTitle(option, language, typed)}
                  onColor={(color) => onSchema((schema) => changeOption(schema, option.value, 'color', color))}
                  onRemove={() => remove(option)}
                  onNext={add}
                />
              );
            })}
          </ul>
        </SortableContext>
      </DndContext>
      <Button look="quiet" icon={<Plus size={14} aria-hidden />} onClick={add}>
        {t('designer.addOption')}
      </Button>
    </fieldset>
  );
}

interface OptionLineProps {
  readonly option: FieldOption;
  readonly first: 'en' | 'other';
  readonly other: string;
  readonly canRemove: boolean;
  readonly onTitle: (language: 'en' | 'other', typed: string) => void;
  readonly onColor: (color: string) => void;
  readonly onRemove: () => void;
  readonly onNext: () => void;
}

function OptionLine({ option, first, other, canRemove, onTitle, onColor, onRemove, onNext }: OptionLineProps) {
  const { t } = useTranslation();
  const { setNodeRef, setActivatorNodeRef, listeners, attributes, transform, transition, isDragging } = useSortable({
    id: option.value,
  });
  const title = first === 'other' && other !== '' ? other : option.title;
  const line = (language: 'en' | 'other') => (
    <input
      key={language}
      className={styles.text}
      aria-label={
        language === 'en'
          ? t('designer.optionEnglish', { option: title })
          : t('designer.optionChinese', { option: title })
      }
      placeholder={
        language === 'other' ? t('designer.chinese') : option.said === '' ? option.title : t('designer.english')
      }
      value={language === 'en' ? option.said : other}
      maxLength={200}
      autoComplete="off"
      onChange={(event) => onTitle(language, event.target.value)}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' || event.nativeEvent.isComposing) return;
        event.preventDefault();
        onNext();
      }}
    />
  );
  return (
    <li
      ref={setNodeRef}
      className={`${styles.option} ${isDragging ? styles.dragged : ''}`}
      style={{ transform: CSS.Translate.toString(transform), transition }}
    >
      <button
        ref={setActivatorNodeRef}
        type="button"
        className={styles.handle}
        {...attributes}
        {...listeners}
        aria-label={t('designer.moveOption', { option: title })}
      >
        <GripVertical size={13} aria-hidden />
      </button>
      <ColorButton color={option.color} title={title} onChange={onColor} />
      {first === 'en' ? [line('en'), line('other')] : [line('other'), line('en')]}
      <button
        type="button"
        className={styles.remove}
        disabled={!canRemove}
        aria-label={t('designer.removeOption', { option: title })}
        onClick={onRemove}
      >
        <Trash2 size={13} aria-hidden />
      </button>
    </li>
  );
}

function savedOptionIds(saved: JsonObject | null, field: EntityField): ReadonlySet<string> {
  const before = saved ? entityFields(saved).find(({ id }) => id === field.id) : undefined;
  return new Set(before ? fieldOptions(before.schema).map(({ id }) => id) : []);
}

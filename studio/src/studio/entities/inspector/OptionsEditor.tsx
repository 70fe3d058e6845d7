import { closestCenter, DndContext } from '@dnd-kit/core';
import { SortableContext, verticalListSortingStrategy } from '@dnd-kit/sortable';
import { Plus } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { JsonObject } from '../../../../../core/lib/json.ts';
import { Button } from '../../../ui/Button.tsx';
import { useDragWords } from '../../../ui/useDragWords.ts';
import { useSortSensors } from '../../useSortSensors.ts';
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
import { OptionLine } from './OptionLine.tsx';
import styles from './OptionsEditor.module.css';

interface OptionsEditorProps {
  readonly field: EntityField;
  readonly step: string;
}

/** The values of a select, in both languages and in their colours. Enter in a line adds the next one. */
export function OptionsEditor({ field, step }: OptionsEditorProps) {
  const { t, i18n } = useTranslation();
  const editing = useEntityEditing();
  const sensors = useSortSensors();
  const list = useRef<HTMLUListElement>(null);
  const added = useRef(false);
  const [isShowingValues, setShowingValues] = useState(false);
  const options = fieldOptions(field.schema);
  const count = options.length;
  const isChinese = i18n.language.startsWith('zh');
  const titleOf = (value: string) => {
    const other = localeText(editing.locale, editing.name, fieldText.option(field.name, value));
    return (isChinese && other) || (options.find((each) => each.value === value)?.title ?? value);
  };
  const words = useDragWords({
    itemOf: ({ id }) => titleOf(String(id)),
    placeOf: ({ id }) => titleOf(String(id)),
    instructions: t('drag.sort'),
  });
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
  const savedOptions = savedValues(editing.saved, field);
  const texts = editing.locale ?? emptyLocale(otherLanguage);
  const textsPath = ['entities', editing.name, 'fields', field.name, 'options'];

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
  function setValue(option: FieldOption, value: string) {
    const isSaved = savedOptions.has(option.id);
    const nextDocument = changeField(editing.document, field.name, (schema) =>
      renameOption(schema, option.value, value, isSaved),
    );
    editing.changeBoth(
      nextDocument,
      withRenamedText(texts, textsPath, option.value, value),
      `${step} value ${options.indexOf(option)}`,
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
        accessibility={words}
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
                  savedValue={savedOptions.get(option.id)}
                  taken={options.map(({ value }) => value)}
                  onValue={isShowingValues ? (value) => setValue(option, value) : undefined}
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
      <div className={styles.actions}>
        <Button look="quiet" icon={<Plus size={14} aria-hidden />} onClick={add}>
          {t('designer.addOption')}
        </Button>
        <Button look="quiet" aria-pressed={isShowingValues} onClick={() => setShowingValues(!isShowingValues)}>
          {t('designer.optionValues')}
        </Button>
      </div>
      {isShowingValues ? <p className={styles.help}>{t('designer.optionValueHelp')}</p> : null}
    </fieldset>
  );
}

/** What the server calls the options, by their ids. */
function savedValues(saved: JsonObject | null, field: EntityField): ReadonlyMap<string, string> {
  const before = saved ? entityFields(saved).find(({ id }) => id === field.id) : undefined;
  return new Map(before ? fieldOptions(before.schema).map(({ id, value }) => [id, value]) : []);
}

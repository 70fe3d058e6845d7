import { useSortable } from '@dnd-kit/sortable';
import { CSS } from '@dnd-kit/utilities';
import { GripVertical, Trash2 } from 'lucide-react';
import { useEffect, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FieldOption } from '../document/options.ts';
import { ColorButton } from './ColorButton.tsx';
import inspector from './inspector.module.css';
import styles from './OptionsEditor.module.css';

interface OptionLineProps {
  readonly option: FieldOption;
  readonly first: 'en' | 'other';
  readonly other: string;
  readonly canRemove: boolean;
  /** On the server; undefined: it is new. */
  readonly savedValue: string | undefined;
  /** Values of all options. */
  readonly taken: readonly string[];
  /** Gives the option another value; absent: values are not shown. */
  readonly onValue: ((value: string) => void) | undefined;
  readonly onTitle: (language: 'en' | 'other', typed: string) => void;
  readonly onColor: (color: string) => void;
  readonly onRemove: () => void;
  readonly onNext: () => void;
}

/** One option: its colour, its title in both languages, and its value where that is asked for. */
export function OptionLine(props: OptionLineProps) {
  const { option, first, other, canRemove, savedValue, taken, onTitle, onColor, onRemove, onNext, onValue } = props;
  const { t } = useTranslation();
  const { setNodeRef, setActivatorNodeRef, listeners, attributes, transform, transition, isDragging } = useSortable({
    id: option.value,
    attributes: { roleDescription: t('drag.role') },
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
      {onValue ? (
        <ValueInput option={option} title={title} savedValue={savedValue} taken={taken} onValue={onValue} />
      ) : null}
    </li>
  );
}

interface ValueInputProps extends Pick<OptionLineProps, 'option' | 'savedValue' | 'taken'> {
  readonly title: string;
  readonly onValue: (value: string) => void;
}

/** What records hold. Of an option that the server has, another value is a rename. */
function ValueInput({ option, title, savedValue, taken, onValue }: ValueInputProps) {
  const { t } = useTranslation();
  const id = useId();
  const [typed, setTyped] = useState(option.value);
  useEffect(() => setTyped(option.value), [option.value]);
  const canBe = (value: string) => value === value.trim() && value !== '' && !taken.includes(value);
  const isWrong = typed !== option.value && !canBe(typed);
  const isRenamed = savedValue !== undefined && savedValue !== option.value;
  const note = isWrong ? t('designer.optionNoValue') : isRenamed ? t('designer.optionWas', { was: savedValue }) : '';
  return (
    <div className={styles.value}>
      <input
        className={styles.text}
        aria-label={t('designer.optionValue', { option: title })}
        aria-invalid={isWrong}
        aria-describedby={note === '' ? undefined : id}
        maxLength={100}
        autoComplete="off"
        spellCheck={false}
        value={typed}
        onChange={({ target }) => {
          setTyped(target.value);
          if (canBe(target.value)) onValue(target.value);
        }}
        onBlur={() => setTyped(option.value)}
      />
      {note === '' ? null : (
        <p id={id} className={isWrong ? inspector.problem : inspector.help} role={isWrong ? 'alert' : undefined}>
          {note}
        </p>
      )}
    </div>
  );
}

import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import dialog from '../../ui/DialogContent.module.css';
import styles from './NewEntityDialog.module.css';

interface NewTitlesProps {
  readonly english: string;
  readonly chinese: string;
  /** The name that it will have. */
  readonly name: string;
  readonly onEnglish: (title: string) => void;
  readonly onChinese: (title: string) => void;
}

/** What a new definition is called in both languages, the reader's first. */
export function NewTitles({ english, chinese, name, onEnglish, onChinese }: NewTitlesProps) {
  const { t, i18n } = useTranslation();
  const id = useId();
  const lines = [
    { label: t('designer.inEnglish', { text: t('designer.title') }), value: english, set: onEnglish },
    { label: t('designer.inChinese', { text: t('designer.title') }), value: chinese, set: onChinese },
  ];
  return (
    <>
      <div className={styles.titles}>
        {(i18n.language.startsWith('zh') ? lines.toReversed() : lines).map(({ label, value, set }) => (
          <label key={label} className={dialog.field}>
            <span>{label}</span>
            <input
              className={dialog.input}
              value={value}
              maxLength={200}
              autoComplete="off"
              aria-describedby={id}
              onChange={(event) => set(event.target.value)}
            />
          </label>
        ))}
      </div>
      <p id={id} className={dialog.help}>
        {t('designer.nameWillBe', { name })}
      </p>
    </>
  );
}

import { X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Choice } from '../../../workspace/list/Choice.tsx';
import styles from './FieldChips.module.css';

interface ChipsProps {
  /** Those that are in it, also such as are gone. */
  readonly names: readonly string[];
  /** Those that can be. */
  readonly choices: readonly { readonly name: string; readonly title: string }[];
  readonly titleOf: (name: string) => string;
  /** What the list is about, for those who do not see it. */
  readonly label?: string | undefined;
  readonly add: string;
  readonly onChange: (names: string[]) => void;
}

/** Some of several, each of which can be taken out, and a choice of the others. */
export function Chips({ names, choices, titleOf, label, add, onChange }: ChipsProps) {
  const { t } = useTranslation();
  const left = choices.filter(({ name }) => !names.includes(name));
  return (
    <div className={styles.chips}>
      {names.map((name) => (
        <span key={name} className={styles.name}>
          {titleOf(name)}
          <button
            type="button"
            className={styles.remove}
            aria-label={t('designer.takeOut', { field: titleOf(name) })}
            onClick={() => onChange(names.filter((each) => each !== name))}
          >
            <X size={12} aria-hidden />
          </button>
        </span>
      ))}
      <Choice
        aria-label={label === undefined ? add : `${label}: ${add}`}
        value=""
        onChange={(event) => onChange([...names, event.target.value])}
      >
        <option value="">{add}</option>
        {left.map(({ name, title }) => (
          <option key={name} value={name}>
            {title}
          </option>
        ))}
      </Choice>
    </div>
  );
}

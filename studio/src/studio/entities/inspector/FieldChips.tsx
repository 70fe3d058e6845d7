import { X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Choice } from '../../../workspace/list/Choice.tsx';
import type { EntityField } from '../document/entityFields.ts';
import { useFieldTitles } from '../useFieldTitles.ts';
import styles from './FieldChips.module.css';

interface FieldChipsProps {
  /** Names of the fields that are in it, also of such as are gone. */
  readonly names: readonly string[];
  /** Those that can be. */
  readonly fields: readonly EntityField[];
  readonly label?: string;
  readonly onChange: (names: string[]) => void;
}

/** Some fields, each of which can be taken out, and a choice of the others. */
export function FieldChips({ names, fields, label, onChange }: FieldChipsProps) {
  const { t } = useTranslation();
  const titles = useFieldTitles();
  const add = label === undefined ? t('designer.addToGroup') : `${label}: ${t('designer.addToGroup')}`;
  return (
    <div className={styles.chips}>
      {names.map((name) => (
        <span key={name} className={styles.name}>
          {titles.get(name) ?? name}
          <button
            type="button"
            className={styles.remove}
            aria-label={t('designer.takeOut', { field: titles.get(name) ?? name })}
            onClick={() => onChange(names.filter((each) => each !== name))}
          >
            <X size={12} aria-hidden />
          </button>
        </span>
      ))}
      <Choice aria-label={add} value="" onChange={(event) => onChange([...names, event.target.value])}>
        <option value="">{t('designer.addToGroup')}</option>
        {fields
          .filter(({ name }) => !names.includes(name))
          .map((field) => (
            <option key={field.name} value={field.name}>
              {titles.get(field.name) ?? field.title}
            </option>
          ))}
      </Choice>
    </div>
  );
}

import { useTranslation } from 'react-i18next';
import { useModel } from '../../app/ModelContext.tsx';
import { Choice } from '../../workspace/list/Choice.tsx';
import styles from './Filters.module.css';

interface EntityChoiceProps {
  /** undefined: any. */
  readonly value: string | undefined;
  readonly onChange: (entity: string | undefined) => void;
}

/** Of which entity. */
export function EntityChoice({ value, onChange }: EntityChoiceProps) {
  const { t } = useTranslation();
  const model = useModel();
  return (
    <Choice
      className={styles.choice}
      aria-label={t('role.entity')}
      value={value ?? ''}
      onChange={({ target }) => onChange(target.value || undefined)}
    >
      <option value="">{t('audit.anyEntity')}</option>
      {model.entities.map(({ name, pluralTitle }) => (
        <option key={name} value={name}>
          {pluralTitle}
        </option>
      ))}
    </Choice>
  );
}

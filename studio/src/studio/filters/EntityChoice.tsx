import { useTranslation } from 'react-i18next';
import { useModel } from '../../app/ModelContext.tsx';
import { FilterChoice } from './FilterChoice.tsx';

interface EntityChoiceProps {
  /** Undefined: whichever. */
  readonly value: string | undefined;
  readonly onChange: (entity: string | undefined) => void;
}

/** Of which entity. */
export function EntityChoice({ value, onChange }: EntityChoiceProps) {
  const { t } = useTranslation();
  const { entities } = useModel();
  return (
    <FilterChoice
      label={t('role.entity')}
      any={t('audit.anyEntity')}
      options={entities.map(({ name, pluralTitle }) => ({ value: name, title: pluralTitle }))}
      value={value}
      onChange={onChange}
    />
  );
}

import { useTranslation } from 'react-i18next';
import type { EntityField } from '../document/entityFields.ts';
import { useFieldTitles } from '../useFieldTitles.ts';
import { Chips } from './Chips.tsx';

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
  const choices = fields.map(({ name, title }) => ({ name, title: titles.get(name) ?? title }));
  return (
    <Chips
      names={names}
      choices={choices}
      titleOf={(name) => titles.get(name) ?? name}
      label={label}
      add={t('designer.addToGroup')}
      onChange={onChange}
    />
  );
}

import { useTranslation } from 'react-i18next';
import { Choice } from '../../../workspace/list/Choice.tsx';
import { fieldGroups, isFieldTypeName } from '../document/fieldKinds.ts';
import styles from './CsvColumns.module.css';
import type { CsvField } from './entityFromCsv.ts';

interface CsvColumnsProps {
  readonly columns: readonly CsvField[];
  readonly onChange: (columns: readonly CsvField[]) => void;
}

/** Types that values of a file can be read as. */
const groups = fieldGroups.filter(({ name }) => ['text', 'choice', 'number', 'time'].includes(name));

/** The columns of a file, with the type that was guessed for each. */
export function CsvColumns({ columns, onChange }: CsvColumnsProps) {
  const { t } = useTranslation();
  return (
    <ul className={styles.columns} aria-label={t('designer.columns')}>
      {columns.map((column, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: columns stay where they are, and their names may come twice
        <li key={index} className={styles.column}>
          <span className={styles.words}>
            <span className={styles.header}>{column.header || t('designer.noHeader')}</span>
            <span className={styles.values}>
              {[...new Set(column.values.filter((value) => value.trim() !== ''))].slice(0, 3).join(' · ')}
            </span>
          </span>
          <Choice
            aria-label={t('designer.typeOf', { field: column.header })}
            value={column.type ?? ''}
            onChange={(event) => {
              const type = event.target.value;
              onChange(columns.with(index, { ...column, type: isFieldTypeName(type) ? type : undefined }));
            }}
          >
            <option value="">{t('designer.leaveOut')}</option>
            {groups.map(({ name, types }) => (
              <optgroup key={name} label={t(`designer.group.${name}`)}>
                {types.map((type) => (
                  <option key={type} value={type}>
                    {t(`designer.type.${type}.title`)}
                  </option>
                ))}
              </optgroup>
            ))}
          </Choice>
        </li>
      ))}
    </ul>
  );
}

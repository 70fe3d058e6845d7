import { ArrowDown, ArrowUp, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { BrowserEntity } from '../../../../core/model/browserModel.ts';
import { useModel } from '../../app/ModelContext.tsx';
import { fieldChoices } from '../../store/fieldChoices.ts';
import { parseSort, printSort, type SortKey } from '../../store/sortKeys.ts';
import { Button } from '../../ui/Button.tsx';
import { FieldSelect } from './FieldSelect.tsx';
import styles from './tools.module.css';

interface SortKeysProps {
  readonly entity: BrowserEntity;
  readonly sort: string | undefined;
  readonly onSort: (sort: string | undefined) => void;
}

/** The fields that records are ordered by, the first the strongest. */
export function SortKeys({ entity, sort, onSort }: SortKeysProps) {
  const { t } = useTranslation();
  const model = useModel();
  const keys = parseSort(sort);
  const choices = fieldChoices(model, entity, ({ sortable }) => sortable);
  const set = (next: readonly SortKey[]) => onSort(printSort(next));
  return (
    <>
      {keys.map((key, index) => (
        <div key={key.path} className={styles.line}>
          <FieldSelect
            label={t('list.sortBy')}
            choices={choices}
            value={key.path}
            onChange={(path) =>
              set(keys.filter((other) => other.path !== path || other === key).with(index, { ...key, path }))
            }
          />
          <Button
            look="quiet"
            aria-label={key.descending ? t('list.sortDown') : t('list.sortUp')}
            title={key.descending ? t('list.sortDown') : t('list.sortUp')}
            icon={key.descending ? <ArrowDown size={15} aria-hidden /> : <ArrowUp size={15} aria-hidden />}
            onClick={() => set(keys.with(index, { ...key, descending: !key.descending }))}
          />
          <Button
            look="quiet"
            aria-label={t('action.remove')}
            icon={<X size={15} aria-hidden />}
            onClick={() => set(keys.toSpliced(index, 1))}
          />
        </div>
      ))}
      <div className={styles.line}>
        <FieldSelect
          label={t('list.addSort')}
          placeholder={t('list.addSort')}
          choices={choices}
          value=""
          onChange={(path) => set([...keys.filter((key) => key.path !== path), { path, descending: false }])}
        />
      </div>
    </>
  );
}

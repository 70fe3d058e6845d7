import { ArrowDown, ArrowUp, ArrowUpDown, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { BrowserEntity } from '../../../../core/model/browserModel.ts';
import { useModel } from '../../app/ModelContext.tsx';
import { fieldChoices } from '../../store/fieldChoices.ts';
import { parseSort, printSort, type SortKey } from '../../store/sortKeys.ts';
import { Button } from '../../ui/Button.tsx';
import { Popover } from '../../ui/Popover.tsx';
import { FieldSelect } from './FieldSelect.tsx';
import styles from './tools.module.css';

interface SortButtonProps {
  readonly entity: BrowserEntity;
  readonly sort: string | undefined;
  /** It is not the view's own. */
  readonly isOwn: boolean;
  readonly onSort: (sort: string | undefined) => void;
}

/** The order of a list: by one field after the other. */
export function SortButton(props: SortButtonProps) {
  const { t } = useTranslation();
  return (
    <Popover
      label={t('list.sort')}
      trigger={(trigger) => (
        <Button
          {...trigger}
          look="quiet"
          aria-label={t('list.sort')}
          title={t('list.sort')}
          className={props.isOwn ? styles.on : undefined}
          icon={<ArrowUpDown size={15} aria-hidden />}
        />
      )}
    >
      {() => <SortKeys {...props} />}
    </Popover>
  );
}

function SortKeys({ entity, sort, isOwn, onSort }: SortButtonProps) {
  const { t } = useTranslation();
  const model = useModel();
  const keys = parseSort(sort);
  const choices = fieldChoices(model, entity, ({ sortable }) => sortable);
  const set = (next: readonly SortKey[]) => onSort(printSort(next));
  return (
    <div className={styles.panel}>
      <h3 className={styles.heading}>{t('list.sort')}</h3>
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
      {isOwn ? (
        <Button look="quiet" onClick={() => onSort(undefined)}>
          {t('list.resetSort')}
        </Button>
      ) : null}
    </div>
  );
}

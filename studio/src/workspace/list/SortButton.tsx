import { ArrowUpDown } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { BrowserEntity } from '../../../../core/model/browserModel.ts';
import { Button } from '../../ui/Button.tsx';
import { Popover } from '../../ui/Popover.tsx';
import { SortKeys } from './SortKeys.tsx';
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
      {() => <SortPanel {...props} />}
    </Popover>
  );
}

function SortPanel({ entity, sort, isOwn, onSort }: SortButtonProps) {
  const { t } = useTranslation();
  return (
    <div className={styles.panel}>
      <h3 className={styles.heading}>{t('list.sort')}</h3>
      <SortKeys entity={entity} sort={sort} onSort={onSort} />
      {isOwn ? (
        <Button look="quiet" onClick={() => onSort(undefined)}>
          {t('list.resetSort')}
        </Button>
      ) : null}
    </div>
  );
}

import { ListFilter } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { BrowserEntity } from '../../../../core/model/browserModel.ts';
import { useFormat } from '../../fields/shared/useFormat.ts';
import { Button } from '../../ui/Button.tsx';
import { ColumnsButton } from './ColumnsButton.tsx';
import styles from './ListToolbar.module.css';
import { SortButton } from './SortButton.tsx';
import type { ListSetup } from './useListSetup.ts';

interface ListToolbarProps {
  readonly entity: BrowserEntity;
  readonly setup: ListSetup;
  /** undefined while it is being counted. */
  readonly count: number | undefined;
  readonly isFiltering: boolean;
  readonly onView: (name: string) => void;
  readonly onFilter: () => void;
}

/** The views of a list, how many records it finds, and what shapes it. */
export function ListToolbar({ entity, setup, count, isFiltering, onView, onFilter }: ListToolbarProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const { views, view, sort, state, specs, change, setColumns } = setup;
  return (
    <div className={styles.bar}>
      <nav className={styles.views} aria-label={t('list.views')}>
        {views.map(({ name, title }) => (
          <button
            key={name}
            type="button"
            className={styles.view}
            aria-current={name === view?.name}
            onClick={() => onView(name)}
          >
            {title}
          </button>
        ))}
      </nav>
      <span className={styles.count}>
        {count === undefined ? '' : t('list.count', { count, number: format.number(count) })}
      </span>
      <div className={styles.tools}>
        <Button
          look="quiet"
          aria-pressed={isFiltering}
          aria-label={t('filter.title')}
          title={t('filter.title')}
          className={state.where === undefined ? undefined : styles.on}
          icon={<ListFilter size={15} aria-hidden />}
          onClick={onFilter}
        />
        {view?.type === 'calendar' ? null : (
          <SortButton
            entity={entity}
            sort={sort}
            isOwn={state.sort !== undefined}
            onSort={(next) => change({ sort: next })}
          />
        )}
        {view?.type === 'board' || view?.type === 'calendar' ? null : (
          <ColumnsButton entity={entity} specs={specs} isOwn={state.columns !== undefined} onColumns={setColumns} />
        )}
      </div>
    </div>
  );
}

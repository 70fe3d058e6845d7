import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useModel } from '../../app/ModelContext.tsx';
import { useFormat } from '../../fields/shared/useFormat.ts';
import { visibleEntities } from '../../store/model.ts';
import bar from '../list/ListToolbar.module.css';
import styles from './BinTabs.module.css';
import type { Deleted } from './useDeleted.ts';

interface BinTabsProps {
  readonly deleted: Deleted;
  /** Name of the entity whose bin is shown: it stays, also when it is empty. */
  readonly entity: string | undefined;
}

/** Leads from the bin of all entities to that of each in which there is something. */
export function BinTabs({ deleted: { counts, total, isReady }, entity: here }: BinTabsProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const entities = visibleEntities(useModel()).filter(({ name }) => counts.has(name) || name === here);
  return (
    <div className={bar.bar}>
      <nav className={bar.views} aria-label={t('bin.kinds')}>
        <Link to="/recycle-bin" className={`${bar.view} ${styles.tab}`}>
          {t('bin.all')}
          {isReady ? <small>{format.number(total)}</small> : null}
        </Link>
        {entities.map(({ name, pluralTitle }) => (
          <Link key={name} to="/$entity/bin" params={{ entity: name }} className={`${bar.view} ${styles.tab}`}>
            {pluralTitle}
            {isReady ? <small>{format.number(counts.get(name) ?? 0)}</small> : null}
          </Link>
        ))}
      </nav>
    </div>
  );
}

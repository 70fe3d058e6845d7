import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { SearchInput } from '../../ui/SearchInput.tsx';
import { useIsNarrow } from '../../ui/useIsNarrow.ts';
import { Legend } from './Legend.tsx';
import { RightsCards } from './RightsCards.tsx';
import { RightsMatrix } from './RightsMatrix.tsx';
import type { RoleEditing } from './RoleEditing.ts';
import styles from './RoleEditor.module.css';
import { rightsRows } from './rightsRows.ts';

/** What the role may do with the records of which entity: a table, on a phone a card for each. */
export function RoleRights({ editing }: { readonly editing: RoleEditing }) {
  const { t } = useTranslation();
  const isNarrow = useIsNarrow();
  const [filter, setFilter] = useState('');
  const rows = rightsRows(editing, filter);
  return (
    <section aria-label={t('role.matrix')}>
      <div className={styles.bar}>
        <h2 className={styles.heading}>{t('role.matrix')}</h2>
        <SearchInput className={styles.search} value={filter} placeholder={t('role.filter')} onChange={setFilter} />
      </div>
      {isNarrow ? null : <Legend />}
      {rows.length === 0 ? <p className={styles.nothing}>{t('state.nothingFound')}</p> : null}
      {isNarrow ? (
        <RightsCards editing={editing} rows={rows} />
      ) : (
        <div className={styles.scroller}>
          <RightsMatrix editing={editing} rows={rows} />
        </div>
      )}
    </section>
  );
}

import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { userEntity } from '../../../../core/model/actorFields.ts';
import { auditActions, auditWays } from '../../api/audit.ts';
import { useEntity } from '../../app/ModelContext.tsx';
import { useDebounced } from '../../fields/shared/useDebounced.ts';
import { SearchInput } from '../../ui/SearchInput.tsx';
import { RecordPicker } from '../../workspace/access/RecordPicker.tsx';
import { DayRange } from '../filters/DayRange.tsx';
import { EntityChoice } from '../filters/EntityChoice.tsx';
import { FilterBar } from '../filters/FilterBar.tsx';
import { FilterChoice } from '../filters/FilterChoice.tsx';
import styles from '../filters/Filters.module.css';
import type { AuditState } from './auditState.ts';

type AuditChange = Partial<Record<keyof AuditState, string | undefined>>;

interface AuditFiltersProps {
  readonly state: AuditState;
  readonly onChange: (changed: AuditChange) => void;
}

const cleared: AuditChange = {
  search: undefined,
  action: undefined,
  entity: undefined,
  record: undefined,
  actor: undefined,
  via: undefined,
  from: undefined,
  to: undefined,
};

/** Who, what, on which records, which way and when. */
export function AuditFilters({ state, onChange }: AuditFiltersProps) {
  const { t } = useTranslation();
  const hasUsers = useEntity(userEntity) !== undefined;
  const [typed, setTyped] = useState(state.search ?? '');
  const search = useDebounced(typed.trim(), 300);
  // biome-ignore lint/correctness/useExhaustiveDependencies: only when what was typed rests
  useEffect(() => {
    if (search !== (state.search ?? '')) onChange({ search: search || undefined });
  }, [search]);
  function clear() {
    setTyped('');
    onChange(cleared);
  }
  return (
    <FilterBar
      isFiltered={Object.keys(state).length > 0}
      onClear={clear}
      first={
        <SearchInput className={styles.search} value={typed} placeholder={t('audit.search')} onChange={setTyped} />
      }
    >
      <FilterChoice
        label={t('audit.what')}
        any={t('audit.anyAction')}
        options={auditActions.map((each) => ({ value: each, title: t(`audit.action.${each}`) }))}
        value={state.action}
        onChange={(action) => onChange({ action })}
      />
      <EntityChoice value={state.entity} onChange={(entity) => onChange({ entity, record: undefined })} />
      {hasUsers ? (
        <span className={styles.person}>
          <RecordPicker
            entity={userEntity}
            label={t('audit.who')}
            value={state.actor}
            onChange={(actor) => onChange({ actor })}
          />
        </span>
      ) : null}
      <FilterChoice
        label={t('audit.way')}
        any={t('audit.anyWay')}
        options={auditWays.map((each) => ({ value: each, title: t(`audit.via.${each}`) }))}
        value={state.via}
        onChange={(via) => onChange({ via })}
      />
      <DayRange days={state} onChange={onChange} />
    </FilterBar>
  );
}

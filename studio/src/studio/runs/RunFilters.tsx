import { useTranslation } from 'react-i18next';
import type { BrowserWorkflow } from '../../../../core/model/browserPages.ts';
import { runStates } from '../../api/runs.ts';
import type { RunListState } from '../../store/runState.ts';
import { RecordPicker } from '../../workspace/access/RecordPicker.tsx';
import { DayRange } from '../filters/DayRange.tsx';
import { EntityChoice } from '../filters/EntityChoice.tsx';
import { FilterBar } from '../filters/FilterBar.tsx';
import { FilterChoice } from '../filters/FilterChoice.tsx';
import styles from '../filters/Filters.module.css';

/** What becomes another filter; undefined: none. */
export type RunFilterChange = Partial<Record<keyof RunListState, string | undefined>>;

interface RunFiltersProps {
  readonly state: RunListState;
  readonly workflows: readonly BrowserWorkflow[];
  readonly onChange: (changed: RunFilterChange) => void;
}

const cleared: RunFilterChange = {
  workflow: undefined,
  state: undefined,
  entity: undefined,
  record: undefined,
  from: undefined,
  to: undefined,
};

/** Of which workflow, with which outcome, about which record, and when. */
export function RunFilters({ state, workflows, onChange }: RunFiltersProps) {
  const { t } = useTranslation();
  const { workflow, entity, record } = state;
  const isGone = workflow !== undefined && !workflows.some(({ name }) => name === workflow);
  const known = workflows.map(({ name, title }) => ({ value: name, title }));
  return (
    <FilterBar
      isFiltered={Object.keys(state).length > 0}
      onClear={() => onChange(cleared)}
      first={
        <FilterChoice
          label={t('runs.state.label')}
          any={t('runs.state.any')}
          options={runStates.map((each) => ({ value: each, title: t(`runs.state.${each}`) }))}
          value={state.state}
          onChange={(next) => onChange({ state: next })}
        />
      }
    >
      <FilterChoice
        label={t('runs.workflow')}
        any={t('runs.anyWorkflow')}
        options={isGone ? [{ value: workflow, title: workflow }, ...known] : known}
        value={workflow}
        onChange={(next) => onChange({ workflow: next })}
      />
      <EntityChoice value={entity} onChange={(next) => onChange({ entity: next, record: undefined })} />
      {entity === undefined ? null : (
        <span className={styles.person}>
          <RecordPicker
            key={entity}
            entity={entity}
            label={t('runs.record')}
            value={record}
            onChange={(next) => onChange({ record: next })}
          />
        </span>
      )}
      <DayRange days={state} onChange={onChange} />
    </FilterBar>
  );
}

import { ListFilter } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BrowserWorkflow } from '../../../../core/model/browserPages.ts';
import { runStates } from '../../api/runs.ts';
import type { RunListState } from '../../store/runState.ts';
import { Button } from '../../ui/Button.tsx';
import { useIsNarrow } from '../../ui/useIsNarrow.ts';
import { RecordPicker } from '../../workspace/access/RecordPicker.tsx';
import { Choice } from '../../workspace/list/Choice.tsx';
import { DayRange } from '../filters/DayRange.tsx';
import { EntityChoice } from '../filters/EntityChoice.tsx';
import styles from '../filters/Filters.module.css';

interface RunFiltersProps {
  readonly state: RunListState;
  readonly workflows: readonly BrowserWorkflow[];
  readonly onChange: (changed: Partial<Record<keyof RunListState, string | undefined>>) => void;
}

/** Of which workflow, with which outcome, about which record, and when. */
export function RunFilters({ state, workflows, onChange }: RunFiltersProps) {
  const { t } = useTranslation();
  const isNarrow = useIsNarrow();
  const [isOpen, setOpen] = useState(false);
  const isGone = state.workflow !== undefined && !workflows.some(({ name }) => name === state.workflow);

  return (
    <section className={styles.bar} aria-label={t('filter.title')}>
      <Choice
        className={styles.choice}
        aria-label={t('runs.state.label')}
        value={state.state ?? ''}
        onChange={({ target }) => onChange({ state: target.value || undefined })}
      >
        <option value="">{t('runs.state.any')}</option>
        {runStates.map((each) => (
          <option key={each} value={each}>
            {t(`runs.state.${each}`)}
          </option>
        ))}
      </Choice>
      {isNarrow ? (
        <Button
          aria-expanded={isOpen}
          aria-label={t('filter.title')}
          icon={<ListFilter size={15} aria-hidden />}
          onClick={() => setOpen((before) => !before)}
        />
      ) : null}
      {isNarrow && !isOpen ? null : (
        <>
          <Choice
            className={styles.choice}
            aria-label={t('runs.workflow')}
            value={state.workflow ?? ''}
            onChange={({ target }) => onChange({ workflow: target.value || undefined })}
          >
            <option value="">{t('runs.anyWorkflow')}</option>
            {isGone ? <option value={state.workflow}>{state.workflow}</option> : null}
            {workflows.map(({ name, title }) => (
              <option key={name} value={name}>
                {title}
              </option>
            ))}
          </Choice>
          <EntityChoice value={state.entity} onChange={(entity) => onChange({ entity, record: undefined })} />
          {state.entity === undefined ? null : (
            <span className={styles.person}>
              <RecordPicker
                key={state.entity}
                entity={state.entity}
                label={t('runs.record')}
                value={state.record}
                onChange={(record) => onChange({ record })}
              />
            </span>
          )}
          <DayRange days={state} onChange={onChange} />
          {Object.keys(state).length > 0 ? (
            <Button
              look="quiet"
              onClick={() =>
                onChange({
                  workflow: undefined,
                  state: undefined,
                  entity: undefined,
                  record: undefined,
                  from: undefined,
                  to: undefined,
                })
              }
            >
              {t('filter.clear')}
            </Button>
          ) : null}
        </>
      )}
    </section>
  );
}

import { ListFilter } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { userEntity } from '../../../../core/model/actorFields.ts';
import { auditActions, auditWays } from '../../api/audit.ts';
import { useEntity } from '../../app/ModelContext.tsx';
import { useDebounced } from '../../fields/shared/useDebounced.ts';
import { Button } from '../../ui/Button.tsx';
import { SearchInput } from '../../ui/SearchInput.tsx';
import { useIsNarrow } from '../../ui/useIsNarrow.ts';
import { RecordPicker } from '../../workspace/access/RecordPicker.tsx';
import { Choice } from '../../workspace/list/Choice.tsx';
import { DayRange } from '../filters/DayRange.tsx';
import { EntityChoice } from '../filters/EntityChoice.tsx';
import styles from '../filters/Filters.module.css';
import type { AuditState } from './auditState.ts';

interface AuditFiltersProps {
  readonly state: AuditState;
  readonly onChange: (changed: Partial<Record<keyof AuditState, string | undefined>>) => void;
}

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
  const isNarrow = useIsNarrow();
  const [isOpen, setOpen] = useState(false);
  const isFiltered = Object.keys(state).length > 0;

  return (
    <section className={styles.bar} aria-label={t('filter.title')}>
      <SearchInput className={styles.search} value={typed} placeholder={t('audit.search')} onChange={setTyped} />
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
            aria-label={t('audit.what')}
            value={state.action ?? ''}
            onChange={({ target }) => onChange({ action: target.value || undefined })}
          >
            <option value="">{t('audit.anyAction')}</option>
            {auditActions.map((action) => (
              <option key={action} value={action}>
                {t(`audit.action.${action}`)}
              </option>
            ))}
          </Choice>
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
          <Choice
            className={styles.choice}
            aria-label={t('audit.way')}
            value={state.via ?? ''}
            onChange={({ target }) => onChange({ via: target.value || undefined })}
          >
            <option value="">{t('audit.anyWay')}</option>
            {auditWays.map((way) => (
              <option key={way} value={way}>
                {t(`audit.via.${way}`)}
              </option>
            ))}
          </Choice>
          <DayRange days={state} onChange={onChange} />
          {isFiltered ? (
            <Button
              look="quiet"
              onClick={() => {
                setTyped('');
                onChange({
                  search: undefined,
                  action: undefined,
                  entity: undefined,
                  record: undefined,
                  actor: undefined,
                  via: undefined,
                  from: undefined,
                  to: undefined,
                });
              }}
            >
              {t('filter.clear')}
            </Button>
          ) : null}
        </>
      )}
    </section>
  );
}

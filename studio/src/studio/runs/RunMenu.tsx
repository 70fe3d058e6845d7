import { Ban, ListFilter, RotateCcw } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { type RunItem, retryVersions } from '../../api/runs.ts';
import { isFailedRun, isOpenRun } from '../../store/runActs.ts';
import { MenuItem } from '../../ui/Menu.tsx';
import { MoreMenu } from '../../ui/MoreMenu.tsx';
import { useRunActions } from '../../workspace/runs/useRunActions.ts';
import type { RunFilterChange } from './RunFilters.tsx';

interface RunMenuProps {
  readonly run: RunItem;
  /** Shows only what is alike. */
  readonly onFilter: (changed: RunFilterChange) => void;
}

/** What can be done with a run of a list. */
export function RunMenu({ run, onFilter }: RunMenuProps) {
  const { t } = useTranslation();
  const act = useRunActions();
  const { id, state, record, workflow } = run;
  return (
    <MoreMenu>
      {isOpenRun(state) ? (
        <MenuItem icon={<Ban size={14} />} isDanger onClick={() => act.mutate({ do: 'cancel', id })}>
          {t('runs.cancel')}
        </MenuItem>
      ) : null}
      {isFailedRun(state)
        ? retryVersions.map((version) => (
            <MenuItem
              key={version}
              icon={<RotateCcw size={14} />}
              onClick={() => act.mutate({ do: 'retry', id, options: { version } })}
            >
              {t(`runs.retry.${version}`)}
            </MenuItem>
          ))
        : null}
      <MenuItem icon={<ListFilter size={14} />} onClick={() => onFilter({ workflow })}>
        {t('runs.onlyWorkflow')}
      </MenuItem>
      {record ? (
        <MenuItem
          icon={<ListFilter size={14} />}
          onClick={() => onFilter({ entity: record.entity, record: record.id })}
        >
          {t('runs.onlyRecord')}
        </MenuItem>
      ) : null}
    </MoreMenu>
  );
}

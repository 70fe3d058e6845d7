import { Ban, RotateCcw } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { RunItem } from '../../api/runs.ts';
import { isFailedRun, isOpenRun } from '../../store/runActs.ts';
import { Button } from '../../ui/Button.tsx';
import { MenuItem } from '../../ui/Menu.tsx';
import { MoreMenu } from '../../ui/MoreMenu.tsx';
import { useRunActions } from '../../workspace/runs/useRunActions.ts';

/** What can be done with the run that one looks at. */
export function RunActs({ run: { id, state } }: { readonly run: Pick<RunItem, 'id' | 'state'> }) {
  const { t } = useTranslation();
  const act = useRunActions();
  if (isOpenRun(state)) {
    return (
      <Button
        icon={<Ban size={14} aria-hidden />}
        disabled={act.isPending}
        onClick={() => act.mutate({ do: 'cancel', id })}
      >
        {t('runs.cancel')}
      </Button>
    );
  }
  if (!isFailedRun(state)) return null;
  return (
    <>
      <Button
        look="main"
        icon={<RotateCcw size={14} aria-hidden />}
        disabled={act.isPending}
        title={t('runs.retry.pinned')}
        onClick={() => act.mutate({ do: 'retry', id, options: { version: 'pinned' } })}
      >
        {t('action.retry')}
      </Button>
      <MoreMenu>
        <MenuItem
          icon={<RotateCcw size={14} />}
          onClick={() => act.mutate({ do: 'retry', id, options: { version: 'newest' } })}
        >
          {t('runs.retry.newest')}
        </MenuItem>
      </MoreMenu>
    </>
  );
}

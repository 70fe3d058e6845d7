import { useTranslation } from 'react-i18next';
import type { RunState } from '../../api/runs.ts';
import { OptionChip } from '../../ui/OptionChip.tsx';

const colors: Readonly<Record<RunState, string>> = {
  queued: 'gray',
  running: 'blue',
  waiting: 'gold',
  done: 'green',
  failed: 'red',
  cancelled: 'gray',
};

export function RunStateChip({ state }: { readonly state: RunState }) {
  const { t } = useTranslation();
  return <OptionChip title={t(`runs.state.${state}`)} color={colors[state]} />;
}

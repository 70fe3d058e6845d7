import { useTranslation } from 'react-i18next';
import type { PluginSummary } from '../../api/plugins.ts';
import { OptionChip } from '../../ui/OptionChip.tsx';

const colors = { available: 'gray', running: 'green', disabled: 'gray', broken: 'red', unavailable: 'gold' } as const;

/** How a plugin is doing. */
export function StateChip({ plugin: { state } }: { readonly plugin: Pick<PluginSummary, 'state'> }) {
  const { t } = useTranslation();
  return <OptionChip title={t(`plugins.state.${state}`)} color={colors[state]} />;
}

import { useTranslation } from 'react-i18next';
import { OptionChip } from '../../ui/OptionChip.tsx';
import { actionText } from '../../workspace/history/actionText.ts';

const colors: Readonly<Record<string, string>> = {
  created: 'green',
  updated: 'blue',
  restored: 'cyan',
  deleted: 'orange',
  purged: 'red',
  denied: 'red',
  signInFailed: 'red',
  revealed: 'purple',
  read: 'purple',
  exported: 'gold',
  definitionsChanged: 'geekblue',
  rolesChanged: 'geekblue',
  usersChanged: 'geekblue',
  tokensChanged: 'geekblue',
  pluginConfigured: 'geekblue',
  secretsChanged: 'geekblue',
  runsChanged: 'geekblue',
  eventsRetried: 'geekblue',
  approval: 'cyan',
};

export function ActionChip({ action }: { readonly action: string }) {
  const { t } = useTranslation();
  return <OptionChip title={actionText(t, action)} color={colors[action]} />;
}

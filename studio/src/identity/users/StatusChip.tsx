import { useTranslation } from 'react-i18next';
import type { UserStatus } from '../../api/users.ts';
import { OptionChip } from '../../ui/OptionChip.tsx';

const colors: Readonly<Record<UserStatus, string>> = {
  active: 'green',
  invited: 'gold',
  inactive: 'gray',
  service: 'blue',
};

export function StatusChip({ status }: { readonly status: UserStatus }) {
  const { t } = useTranslation();
  return <OptionChip title={t(`users.status.${status}`)} color={colors[status]} />;
}

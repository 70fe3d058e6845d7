import { useTranslation } from 'react-i18next';
import type { ApprovalState } from '../api/approvals.ts';
import { OptionChip } from '../ui/OptionChip.tsx';

const colors: Readonly<Record<ApprovalState, string>> = {
  open: 'blue',
  approved: 'green',
  rejected: 'red',
  returned: 'orange',
  expired: 'volcano',
  withdrawn: 'gray',
  cancelled: 'gray',
};

export function ApprovalStateChip({ state }: { readonly state: ApprovalState }) {
  const { t } = useTranslation();
  return <OptionChip title={t(`approval.state.${state}`)} color={colors[state]} />;
}

import { Bell, Check, CornerUpLeft, Forward, SendHorizontal, Undo2, UserRoundPlus, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ApprovalAct } from '../api/approvals.ts';
import { Button } from '../ui/Button.tsx';
import { MenuItem } from '../ui/Menu.tsx';
import { MoreMenu } from '../ui/MoreMenu.tsx';
import styles from './ApprovalActs.module.css';

interface ApprovalActsProps {
  readonly may: readonly ApprovalAct[];
  readonly onAct: (act: ApprovalAct) => void;
}

const icons: Readonly<Record<ApprovalAct, ReactNode>> = {
  approve: <Check size={15} aria-hidden />,
  reject: <X size={15} aria-hidden />,
  return: <CornerUpLeft size={15} aria-hidden />,
  addBefore: <UserRoundPlus size={15} aria-hidden />,
  addAfter: <UserRoundPlus size={15} aria-hidden />,
  transfer: <Forward size={15} aria-hidden />,
  resubmit: <SendHorizontal size={15} aria-hidden />,
  remind: <Bell size={15} aria-hidden />,
  withdraw: <Undo2 size={15} aria-hidden />,
};

/**
 * Decisions have a button each, the rest stands behind three dots; who can only remind or withdraw finds that as a
 * button.
 */
export function ApprovalActs({ may, onAct }: ApprovalActsProps) {
  const { t } = useTranslation();
  const decides = may.includes('approve');
  const shown = may.filter((act) => (decides ? act === 'approve' || act === 'reject' : act !== 'withdraw'));
  const rest = may.filter((act) => !shown.includes(act));
  return (
    <div className={styles.acts}>
      {rest.length > 0 ? (
        <MoreMenu>
          {rest.map((act) => (
            <MenuItem key={act} icon={icons[act]} isDanger={act === 'withdraw'} onClick={() => onAct(act)}>
              {t(`approval.do.${act}`)}
            </MenuItem>
          ))}
        </MoreMenu>
      ) : null}
      {shown.toReversed().map((act) => (
        <Button
          key={act}
          look={act === 'approve' || act === 'resubmit' ? 'main' : 'plain'}
          icon={icons[act]}
          onClick={() => onAct(act)}
        >
          {t(`approval.do.${act}`)}
        </Button>
      ))}
    </div>
  );
}

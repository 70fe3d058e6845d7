import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { type ApprovalItem, listOpenApprovals } from '../../api/approvals.ts';
import { approvalKeys } from '../../api/keys.ts';

interface OpenApprovals {
  readonly approvals: readonly ApprovalItem[];
  /** Names of fields that nobody changes until they are decided. */
  readonly locked: readonly string[];
  /** The server has told, or cannot tell. */
  readonly isRead: boolean;
}

const none = { approvals: [], locked: [] };

/** What is still to be agreed to about a record. Live events keep it in step; see followLive. */
export function useOpenApprovals(entity: string, id: string): OpenApprovals {
  const { language } = useTranslation().i18n;
  const { data = none, isPending } = useQuery({
    queryKey: approvalKeys.ofRecord(entity, id, language),
    queryFn: ({ signal }) => listOpenApprovals(entity, id, language, signal),
    select: (approvals) => ({ approvals, locked: lockedFields(approvals) }),
  });
  return { ...data, isRead: !isPending };
}

/** Whoever corrects what was sent back is free to. */
function lockedFields(approvals: readonly ApprovalItem[]): readonly string[] {
  const open = approvals.filter(({ state }) => state === 'open');
  return [...new Set(open.flatMap(({ locked }) => locked))];
}

import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { type ApprovalItem, listOpenApprovals } from '../../api/approvals.ts';
import { approvalKeys } from '../../api/keys.ts';

interface OpenApprovals {
  readonly approvals: readonly ApprovalItem[];
  /** Names of fields that nobody changes until they are decided. */
  readonly locked: readonly string[];
}

const none: OpenApprovals = { approvals: [], locked: [] };

/** What is still to be agreed to about a record. Live events keep it in step; see followLive. */
export function useOpenApprovals(entity: string, id: string): OpenApprovals {
  const { language } = useTranslation().i18n;
  const { data } = useQuery({
    queryKey: approvalKeys.ofRecord(entity, id, language),
    queryFn: ({ signal }) => listOpenApprovals(entity, id, language, signal),
    select: (approvals) => ({ approvals, locked: [...new Set(approvals.flatMap(({ locked }) => locked))] }),
  });
  return data ?? none;
}

import { useQuery } from '@tanstack/react-query';
import { getApproval } from '../../api/approvals.ts';
import { approvalKeys } from '../../api/keys.ts';
import { usePreferences } from '../../app/PreferencesContext.tsx';
import { LazyRecordApprovals } from '../../workspace/approvals/LazyRecordApprovals.ts';
import styles from './StepDetails.module.css';

/** The approval that a step waits for: by whom, until when, and the way to it. */
export function StepApproval({ id }: { readonly id: string }) {
  const { language } = usePreferences();
  const { data: approval } = useQuery({
    queryKey: approvalKeys.one(id, language),
    queryFn: ({ signal }) => getApproval(id, language, signal),
  });
  return <div className={styles.approval}>{approval ? <LazyRecordApprovals approvals={[approval]} /> : null}</div>;
}

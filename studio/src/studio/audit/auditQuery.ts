import type { AuditQuery } from '../../api/audit.ts';
import { midnight } from '../../lib/days.ts';
import type { AuditState } from './auditState.ts';

/** The question to the server. */
export function auditQuery({ from, to, ...rest }: AuditState): AuditQuery {
  const [first, end] = [midnight(from ?? ''), midnight(to ?? '', 1)];
  return {
    ...rest,
    ...(first ? { from: first.toISOString() } : {}),
    ...(end ? { to: end.toISOString() } : {}),
  };
}

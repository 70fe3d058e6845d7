import type { AuditQuery } from '../../api/audit.ts';

/** What the audit page shows, as it stands in its address. Days are those of whoever looks. */
export interface AuditState {
  readonly actor?: string;
  readonly entity?: string;
  readonly record?: string;
  readonly action?: string;
  readonly via?: string;
  /** `2026-03-09` */
  readonly from?: string;
  /** The last day that is shown. */
  readonly to?: string;
  readonly search?: string;
}

const names = ['actor', 'entity', 'record', 'action', 'via', 'from', 'to', 'search'] as const;

export function parseAuditState(search: Record<string, unknown>): AuditState {
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = search[name];
      return typeof value === 'string' && value !== '' ? [[name, value]] : [];
    }),
  );
}

/** The question to the server. */
export function auditQuery({ from, to, ...rest }: AuditState): AuditQuery {
  return {
    ...rest,
    ...moment('from', from, 0),
    ...moment('to', to, 1),
  };
}

/** Midnight at which a day begins, or the next one. */
function moment(name: 'from' | 'to', day: string | undefined, daysOn: number): AuditQuery {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/
    .exec(day ?? '')
    ?.slice(1)
    .map(Number);
  if (!parts) return {};
  const [year = 0, month = 1, date = 1] = parts;
  const at = new Date(year, month - 1, date + daysOn);
  return Number.isNaN(at.getTime()) ? {} : { [name]: at.toISOString() };
}

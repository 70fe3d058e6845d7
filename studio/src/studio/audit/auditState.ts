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

/** What the list of runs shows, as it stands in its address. Days are those of whoever looks. */
export interface RunListState {
  readonly workflow?: string;
  readonly state?: string;
  readonly entity?: string;
  readonly record?: string;
  /** `2026-03-09` */
  readonly from?: string;
  /** The last day that is shown. */
  readonly to?: string;
}

const names = ['workflow', 'state', 'entity', 'record', 'from', 'to'] as const;

export function parseRunState(search: Record<string, unknown>): RunListState {
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = search[name];
      return typeof value === 'string' && value !== '' ? [[name, value]] : [];
    }),
  );
}

import '@tanstack/react-router';
import type { ListQuery, RecordValues } from '../../api/records.ts';

declare module '@tanstack/react-router' {
  interface HistoryState {
    /** The list from which a record was opened, and the row it stood in. */
    list?: { readonly query: ListQuery; readonly index: number };
    /** Values that a form starts with besides those that are saved. */
    values?: RecordValues;
  }
}

import { createContext, type ReactNode, useCallback, useContext, useMemo, useSyncExternalStore } from 'react';
import type { Json } from '../../../core/lib/json.ts';
import type { RecordValues } from '../api/records.ts';

/** The record around a field, which may change under it: a form's draft, a line item, a row of a list. */
export interface RecordSource {
  get(): RecordValues;
  /** As the server has it; absent where that is not known, undefined for a new record. */
  saved?(): RecordValues | undefined;
  subscribe(listener: () => void): () => void;
}

// From the innermost outwards: a line item, then the record it belongs to.
const Scopes = createContext<readonly RecordSource[]>([]);

interface RecordScopeProps {
  readonly source: RecordSource;
  readonly children: ReactNode;
}

export function RecordScope({ source, children }: RecordScopeProps) {
  const outer = useContext(Scopes);
  const scopes = useMemo(() => [source, ...outer], [source, outer]);
  return <Scopes value={scopes}>{children}</Scopes>;
}

/** A record that does not change. One with an id is as the server has it. */
export function fixedRecord(values: RecordValues): RecordSource {
  const isSaved = typeof values.id === 'string';
  return { get: () => values, ...(isSaved ? { saved: () => values } : {}), subscribe: () => () => {} };
}

/**
 * The value of another field of the record around, or else of the record around that one. Renders again only when that
 * value changes.
 */
export function useSibling(name: string | undefined): Json | undefined {
  const scopes = useContext(Scopes);
  const subscribe = useCallback(
    (listener: () => void) => {
      const leave = scopes.map((scope) => scope.subscribe(listener));
      return () => {
        for (const undo of leave) undo();
      };
    },
    [scopes],
  );
  return useSyncExternalStore(subscribe, () => {
    if (name === undefined) return undefined;
    return scopes.map((scope) => scope.get()[name]).find((value) => value !== undefined);
  });
}

/** Gives the record around as the server has it: `known` is false where that cannot be told. */
export function useSavedRecord(): () => { readonly known: boolean; readonly values: RecordValues | undefined } {
  const [source] = useContext(Scopes);
  return useCallback(
    () => (source?.saved ? { known: true, values: source.saved() } : { known: false, values: undefined }),
    [source],
  );
}

/** The values of the record around; undefined where there is none, or nobody wants them (then nothing renders again). */
export function useRecordValues(isWanted: boolean): RecordValues | undefined {
  const [source] = useContext(Scopes);
  const subscribe = useCallback(
    (listener: () => void) => (isWanted && source ? source.subscribe(listener) : () => {}),
    [isWanted, source],
  );
  return useSyncExternalStore(subscribe, () => (isWanted ? source?.get() : undefined));
}

/** Reads another field of the records around at the moment of the call; never renders again by itself. */
export function useReadSibling(): (name: string) => Json | undefined {
  const scopes = useContext(Scopes);
  return useCallback(
    (name) => scopes.map((scope) => scope.get()[name]).find((value) => value !== undefined && value !== null),
    [scopes],
  );
}

import type { InvalidateQueryFilters, QueryClient } from '@tanstack/react-query';

interface ReadOptions {
  /** What is being read goes on to its end, so that there is something to show however often it changes. */
  readonly isPatient?: boolean;
}

/**
 * Reads what fits again, as far as it is shown. What is just being read for the first time, or patiently, is read once more
 * afterwards: the cache does not begin that anew, and the server may have answered before the change.
 */
export function readAgain(cache: QueryClient, filters: InvalidateQueryFilters, options: ReadOptions = {}): void {
  const { isPatient = false } = options;
  const reading = cache.getQueryCache().findAll({ ...filters, fetchStatus: 'fetching' });
  const goingOn = reading.filter(({ state }) => isPatient || state.data === undefined);
  cache.invalidateQueries(filters, { cancelRefetch: !isPatient });
  for (const { promise, queryKey } of goingOn) {
    promise?.then(
      () => cache.invalidateQueries({ queryKey, exact: true }, { cancelRefetch: !isPatient }),
      () => {},
    );
  }
}

export interface Batcher<T> {
  add(change: T): void;
  /** Hands over at once what has been collected. */
  flush(): void;
}

/**
 * Collects changes for `milliseconds` from the first one on. Of several changes to one record only the latest is kept.
 */
export function createBatcher<T extends { readonly id: string }>(
  milliseconds: number,
  deliver: (changes: readonly T[]) => void,
): Batcher<T> {
  const latest = new Map<string, T>();
  let timer: NodeJS.Timeout | undefined;
  const flush = (): void => {
    clearTimeout(timer);
    timer = undefined;
    if (latest.size === 0) return;
    const changes = [...latest.values()];
    latest.clear();
    deliver(changes);
  };
  return {
    add(change) {
      latest.set(change.id, change);
      timer ??= setTimeout(flush, milliseconds);
    },
    flush,
  };
}

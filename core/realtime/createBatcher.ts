import type { RecordChanged } from './protocol.ts';

export interface Batcher {
  add(change: RecordChanged): void;
  /** Hands over at once what has been collected. */
  flush(): void;
}

/**
 * Collects changes for `milliseconds` from the first one on. Of several changes to one record only the latest is kept.
 */
export function createBatcher(milliseconds: number, deliver: (changes: readonly RecordChanged[]) => void): Batcher {
  const latest = new Map<string, RecordChanged>();
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

/** Collects changes of records: many at once (an import) refresh an entity once, not once each. */
export interface Refresher {
  changed(entity: string): void;
  /** Drops what is still waiting. */
  close(): void;
}

const restMs = 300;

/** `rest`: ms between two refreshes of an entity. */
export function createRefresher(refresh: (entity: string) => void, rest = restMs): Refresher {
  const waiting = new Map<string, ReturnType<typeof setTimeout>>();
  return {
    changed(entity) {
      if (waiting.has(entity)) return;
      const timer = setTimeout(() => {
        waiting.delete(entity);
        refresh(entity);
      }, rest);
      waiting.set(entity, timer);
    },
    close() {
      for (const timer of waiting.values()) clearTimeout(timer);
      waiting.clear();
    },
  };
}

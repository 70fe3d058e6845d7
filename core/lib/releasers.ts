/** Undoes one thing that was built. */
type Release = () => void | Promise<void>;

export interface Releasers {
  /** Remembers how to undo what was just built. */
  add(release: Release): void;
  /**
   * Undoes everything, the last first, also what is added meanwhile. One failure does not keep the others from running;
   * afterwards it is thrown, several as an AggregateError. A second call waits for the first and does nothing.
   */
  release(): Promise<void>;
}

export function createReleasers(): Releasers {
  const pending: Release[] = [];
  let releasing: Promise<void> | undefined;
  let released = false;

  async function releaseAll(): Promise<void> {
    const failures: unknown[] = [];
    for (let next = pending.pop(); next; next = pending.pop()) {
      try {
        await next();
      } catch (error) {
        failures.push(error);
      }
    }
    released = true;
    if (failures.length > 1) throw new AggregateError(failures, 'Several parts could not be closed.');
    if (failures.length === 1) throw failures[0];
  }

  return {
    add(release) {
      if (released) throw new Error('Everything was released already.');
      pending.push(release);
    },
    release() {
      releasing ??= releaseAll();
      return releasing;
    },
  };
}

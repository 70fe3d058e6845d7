import type { Db } from '../db/types.ts';

/** A user has another notification; `id` is missing where one was read. */
export interface Told {
  readonly user: string;
  readonly id?: string;
}

/** What people are told, as one process hears of it. */
export interface Notifications {
  /** Calls back after each commit that told somebody something, in whichever process. Returns the undo. */
  onTold(listener: (told: readonly Told[]) => void): () => void;
  close(): Promise<void>;
}

export async function createNotifications(db: Db): Promise<Notifications> {
  const listeners = new Set<(told: readonly Told[]) => void>();
  const stop = await db.listen('kiln_notification', (payload) => {
    const told = payload.split(',').map((pair): Told => {
      const [user = '', id = ''] = pair.split(' ');
      return { user, ...(id ? { id } : {}) };
    });
    for (const listener of listeners) listener(told);
  });
  return {
    onTold(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: stop,
  };
}
